import { AccountId, u32 } from '@echochain/codec'
import { systemStorage } from '../../system/system.ts'
import { apiMethod, type RuntimeApi, type RuntimeApiHead } from '../RuntimeApi.ts'

export const ACCOUNT_NONCE_API: RuntimeApiHead = {
  name: 'AccountNonceApi',
  id: '0xbc9d89904f5b923f',
  version: 1,
  docs: 'Tells accounts how to go on.',
}

export const accountNonceApi: RuntimeApi = {
  ...ACCOUNT_NONCE_API,
  methods: {
    accountNonce: apiMethod({
      docs: 'The nonce of the next transaction of an account, as far as the block asked about knows.',
      args: { account: AccountId },
      output: u32,
      run: (ctx, { account }) => ctx.get(systemStorage.account, account).nonce,
    }),
  },
}
