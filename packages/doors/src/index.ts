export { type DoorOptions, Doors, type Refusal, type RefusalCode } from './Doors.ts'
