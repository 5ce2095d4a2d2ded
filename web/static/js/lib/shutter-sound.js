/**
 * The sound of a shot: two short clicks of filtered noise, made here, so that nothing is loaded.
 * It begins when the photo is safe on the phone.
 */
const CLICKS = [
  { atS: 0, lengthS: 0.018, hertz: 2600, loudness: 0.5 },
  { atS: 0.055, lengthS: 0.03, hertz: 1500, loudness: 0.35 },
]

let context = null

/** A page may sound only after it was touched: call it in a touch. */
export function wakeSound() {
  if (!("AudioContext" in globalThis)) return
  context ??= new AudioContext({ latencyHint: "interactive" })
  if (context.state === "suspended") context.resume().catch(() => {})
}

export function playShutter() {
  if (context?.state !== "running") return
  for (const click of CLICKS) playClick(click)
}

function playClick({ atS, lengthS, hertz, loudness }) {
  const start = context.currentTime + atS
  const noise = context.createBufferSource()
  noise.buffer = makeNoise(lengthS)
  const filter = new BiquadFilterNode(context, { type: "bandpass", frequency: hertz, Q: 0.9 })
  const volume = new GainNode(context, { gain: loudness })
  volume.gain.setValueAtTime(loudness, start)
  volume.gain.exponentialRampToValueAtTime(0.001, start + lengthS)
  noise.connect(filter).connect(volume).connect(context.destination)
  noise.start(start)
}

function makeNoise(lengthS) {
  const buffer = context.createBuffer(1, Math.ceil(lengthS * context.sampleRate), context.sampleRate)
  const samples = buffer.getChannelData(0)
  for (let at = 0; at < samples.length; at++) samples[at] = Math.random() * 2 - 1
  return buffer
}
