export { EchoNode, type NodeParts } from './EchoNode.ts'
export type { NodeStatus } from './NodeStatus.ts'
