/** Apart from the runtime, so that a page that shows amounts need not load all of it. */
export const TOKEN_SYMBOL = 'ECHO'
export const TOKEN_DECIMALS = 12
/** In the smallest unit: accounts below this are removed, so that dust does not grow the state. */
export const EXISTENTIAL_DEPOSIT = 10_000_000n
