// A short double tone for a truck that waits. Browsers let a page sound only after a key or a click.
let context: AudioContext | null = null

export const soundBlocked = (): boolean => context !== null && context.state !== 'running'

export function wakeSound(): void {
  context ??= typeof AudioContext === 'undefined' ? null : new AudioContext()
  void context?.resume().catch(() => undefined)
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
