/** Asks the browser to send by itself once there is a network, where it can: in Chromium. */
const TAG = "verso-outbox"

export async function askForSync(container = navigator.serviceWorker) {
  try {
    const registration = await container?.getRegistration()
    await registration?.sync?.register(TAG)
  } catch {
    // Not allowed: pages send all the same.
  }
}
