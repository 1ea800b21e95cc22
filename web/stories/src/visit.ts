// Opens a page and waits until it stands: nothing it has asked for is missing, nothing moves any more.
import type { Page, Request } from '@playwright/test'

/** So often in a row the page must have nothing to do; what arrives may ask for more. */
const IDLE = 3

export async function visit(page: Page, url: string): Promise<void> {
  const missing = new Set<Request>()
  const asked = (r: Request) => void missing.add(r)
  const came = (r: Request) => void missing.delete(r)
  page.on('request', asked).on('requestfinished', came).on('requestfailed', came)
  try {
    await page.goto(url)
    for (let idle = 0; idle < IDLE; idle = missing.size ? 0 : idle + 1) await page.evaluate(idleFrame)
    await page.evaluate(stillness)
  } finally {
    page.off('request', asked).off('requestfinished', came).off('requestfailed', came)
  }
}
const idleFrame = () => new Promise<void>((done) => { requestIdleCallback(() => done(), { timeout: 200 }) })
/** What moves without end, as a spinner, is not waited for. */
async function stillness(): Promise<void> {
  const ends = document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime))
  await Promise.allSettled(ends.map((a) => a.finished))
}
