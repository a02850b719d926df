/** SHA-256 of `bytes`, 32 bytes (FIPS 180-4). By Node's own where there is one, else in JavaScript. */
export { sha256 } from '#sha256'
