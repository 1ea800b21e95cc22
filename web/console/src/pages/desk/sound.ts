// A short double tone for a truck that waits. Browsers let a page sound only after a key or a click.
import { ref } from 'vue'

let context: AudioContext | null = null

/** The browser holds the sound back until a key or a click. */
export const soundBlocked = ref(false)

export function wakeSound(): void {
  if (!context && typeof AudioContext !== 'undefined') {
    context = new AudioContext()
    context.onstatechange = told
  }
  told()
  void context?.resume().then(told, () => undefined)
}
function told(): void {
  soundBlocked.value = context !== null && context.state !== 'running'
}

export function ring(): void {
  if (!context || context.state !== 'running') return
  for (const [at, pitch] of [[0, 784], [0.22, 988]] as const) {
    const tone = context.createOscillator()
    const level = context.createGain()
    tone.frequency.value = pitch
    level.gain.setValueAtTime(0, context.currentTime + at)
    level.gain.linearRampToValueAtTime(0.25, context.currentTime + at + 0.02)
    level.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + 0.2)
    tone.connect(level).connect(context.destination)
    tone.start(context.currentTime + at)
    tone.stop(context.currentTime + at + 0.22)
  }
}
