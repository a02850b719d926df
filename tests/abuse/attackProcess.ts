// Runs an attack in a process of its own, so that it takes no time from who measures what others feel of it. Arguments:
// name of the attack, port, how much of it. Tells its parent what came of it, and goes on holding what it holds.
import { ATTACKS, type AttackName } from './attacks.ts'

const [name, port, size] = process.argv.slice(2)
process.send!(await ATTACKS[name as AttackName](Number(port), Number(size)))
