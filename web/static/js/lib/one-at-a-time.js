/**
 * Give a work that is done one at a time: calls that come while it is done are one more time.
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>}  resolves once nothing is left to do; rejects as the work does
 */
export function oneAtATime(work) {
  let running = null
  let isAsked = false
  const run = async () => {
    try {
      while (isAsked) {
        isAsked = false
        await work()
      }
    } finally {
      running = null
    }
  }
  return () => {
    isAsked = true
    running ??= run()
    return running
  }
}
