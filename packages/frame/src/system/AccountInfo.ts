import { struct, u128, u32, type Value } from '@echochain/codec'

/** Substrate's account data. `frozen` locks part of `free`; `flags` carries the marker of the current logic, always 2¹²⁷. */
export const AccountData = struct('pallet_balances::types::AccountData', {
  free: u128,
  reserved: u128,
  frozen: u128,
  flags: u128,
})
export type AccountData = Value<typeof AccountData>

export const AccountInfo = struct('frame_system::AccountInfo', {
  nonce: u32,
  consumers: u32,
  providers: u32,
  sufficients: u32,
  data: AccountData,
})
export type AccountInfo = Value<typeof AccountInfo>

/** Substrate's marker that balances follow its holds-and-freezes logic. */
export const NEW_LOGIC_FLAG = 1n << 127n

export const EMPTY_ACCOUNT: AccountInfo = {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: { free: 0n, reserved: 0n, frozen: 0n, flags: NEW_LOGIC_FLAG },
}
