/** Registers the service worker, which keeps the shell and the offline page on the device. */
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").catch(() => {
    // Refused outside HTTPS and localhost: Verso works as an ordinary site there.
  })
}
