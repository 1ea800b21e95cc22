// Work by keyboard alone: counts the keys that the page really got, and whatever a pointer did.
import type { Page } from '@playwright/test'

interface Counted { keys: number; pointer: number; tones: number }
const read = (page: Page) => page.evaluate(() => (globalThis as unknown as { counted: Counted }).counted)

/** Before the page opens: counts keys, pointer and tones. */
export async function count(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = { keys: 0, pointer: 0, tones: 0 }
    Object.assign(globalThis, { counted })
    addEventListener('keydown', (e) => { if (!e.repeat && !['Shift', 'Control', 'Alt'].includes(e.key)) counted.keys += 1 }, true)
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => { counted.pointer += 1 }, true)
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      counted.tones += 1
      start.call(this, when)
    }
  })
}
export const tones = async (page: Page) => (await read(page)).tones
export const pointer = async (page: Page) => (await read(page)).pointer

/** How many keys the page gets while `work` is done. */
export async function keysOf(page: Page, work: () => Promise<void>): Promise<number> {
  const before = (await read(page)).keys
  await work()
  return (await read(page)).keys - before
}
/** One key after the other, as a hand presses them. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const k of keys) await page.keyboard.press(k)
}
