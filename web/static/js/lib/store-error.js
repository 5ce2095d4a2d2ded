/** The device does not take what it was given: "full", or "refused" for any other reason. */
export class StoreError extends Error {
  name = "StoreError"

  /**
   * @param {"full"|"refused"} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    super(`the device's store is ${code === "full" ? "full" : "not to be used"}`, { cause })
    this.code = code
  }

  /** Give any failure of a store as a StoreError. */
  static of(error) {
    if (error instanceof StoreError) return error
    return new StoreError(error?.name === "QuotaExceededError" ? "full" : "refused", error)
  }
}
