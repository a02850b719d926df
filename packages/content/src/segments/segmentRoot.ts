/**
 * Root over the 1 KiB segments of `bytes`: of a whole file, or of a chunk of one, whose root is then a node of the file's
 * tree.
 */
export { segmentRootOf } from '#segmentRoot'
