export { blake2b, blake2bAbsorb, blake2bBegin, blake2bFinish } from './blake2b'
export { merkleReduce } from './merkleTree'
export { sha256, sha256Absorb, sha256Begin, sha256Finish } from './sha256'
export { xxHash64, xxHash64Absorb, xxHash64Begin, xxHash64Finish } from './xxHash64'
