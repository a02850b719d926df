/** What went wrong with content, for programs. The message says what was expected and what to do. */
export type ContentErrorCode =
  | 'BAD_CID' // text or bytes that are no CID of the profile
  | 'BAD_BLOCK' // an inner node that is not in the one form the profile allows
  | 'NOT_FOUND' // no such content, block or upload
  | 'DAMAGED' // stored or received bytes do not match their CID
  | 'WRONG_CID' // the content is whole, but not what the caller expected
  | 'WRONG_HASH' // the same, for the SHA-256 of the whole file
  | 'WRONG_SEGMENT_ROOT' // the same, for the root over 1 KiB segments
  | 'TOO_LARGE' // more bytes than the caller or the server allows
  | 'BAD_RANGE' // bytes asked for outside the content
  | 'DISK_FULL' // the disk has no room for it
  | 'STORE_FULL' // the configured capacity of the store is used up
  | 'STORE_FAILED' // the operating system refused to read or write
  | 'BAD_REQUEST' // a request that cannot be understood
  | 'BAD_SIGNATURE' // the upload request was not signed by its account
  | 'WRONG_GENESIS' // signed for another chain
  | 'EXPIRED' // signed too long ago, or an upload that was not finished in time
  | 'REPLAYED' // this signed request was used before
  | 'NOT_ALLOWED' // the account may not upload here, or the token is wrong
  | 'QUOTA_EXCEEDED' // the account, or the server, has no room for another upload
  | 'WRONG_OFFSET' // an upload continued at a place other than its end
  | 'INTERRUPTED' // another request took over, or the connection ended
  | 'HOST_REFUSED' // the Host header names no host of this server
  | 'ORIGIN_REFUSED' // a page of a foreign origin tried to upload
  | 'UNKNOWN_PATH' // a path this server does not know
  | 'BAD_METHOD' // a method the path does not have
  | 'BAD_FORMAT' // a representation this server cannot make
  | 'BUSY' // all places are taken, or what must be asked gives no answer just now; try again
  | 'PORT_TAKEN' // the gateway cannot listen where it should
  | 'GATEWAY_FAILED' // a gateway could not be reached or answered with an error

/** Any failure of this package that a caller may want to tell apart. */
export class ContentError extends Error {
  readonly code: ContentErrorCode
  constructor(code: ContentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ContentError'
    this.code = code
  }
}
