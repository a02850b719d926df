/** Apart from the runtime, so that a page that shows amounts need not load all of it. */
export const TOKEN_SYMBOL = 'ECHO'
export const TOKEN_DECIMALS = 12
