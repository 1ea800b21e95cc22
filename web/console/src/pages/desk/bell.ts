// When to ring: once for a new hold, and again for one that has waited two minutes.
export const LONG_WAIT_MS = 120_000

export class Bell {
  private readonly rung = new Map<string, number>()

  /** Whether to ring now. `first` = the page was just opened: what waits already rings too, once. */
  ring(holds: readonly { id: string; at: string }[], now: number): boolean {
    let sound = false
    const open = new Set(holds.map((h) => h.id))
    for (const id of this.rung.keys()) if (!open.has(id)) this.rung.delete(id)
    for (const h of holds) {
      const stage = now - Date.parse(h.at) >= LONG_WAIT_MS ? 2 : 1
      const before = this.rung.get(h.id) ?? 0
      if (stage > before) {
        this.rung.set(h.id, stage)
        sound = true
      }
    }
    return sound
  }
}
