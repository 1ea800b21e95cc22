// No page may complain on its console. What a story provokes by design it names, where it provokes it.
import { expect, type Browser, type BrowserContext, type ConsoleMessage, type Page } from '@playwright/test'

export type Refusal = 401 | 404 | 409 | 422 | 429
interface Named { page: Page; status: Refusal; path: string; came: boolean }

const REFUSED = /the server responded with a status of (\d{3})/
const UNREACHABLE = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection to .* failed/

class Watch {
  readonly faults: string[] = []
  readonly named: Named[] = []
  /** Pages whose server is away just now. */
  readonly cut = new Set<Page>()

  readonly look = (context: BrowserContext): void => {
    context.on('console', (m) => { if (m.type() === 'error') this.#heard(m) })
    context.on('weberror', (e) => this.faults.push(`${e.page()?.url()}: ${e.error().message}`))
  }
  #heard(m: ConsoleMessage): void {
    const page = m.page()
    const status = Number(REFUSED.exec(m.text())?.[1])
    const named = this.named.find((n) => n.page === page && n.status === status && n.path === pathOf(m.location().url))
    if (named) named.came = true
    else if (!(page && this.cut.has(page) && UNREACHABLE.test(m.text()))) this.faults.push(`${page?.url()}: ${m.text()} ${m.location().url}`)
  }
}
const pathOf = (url: string) => (URL.canParse(url) ? decodeURIComponent(new URL(url).pathname) : url)

let watch: Watch | null = null
const current = (): Watch => {
  if (!watch) throw new Error('nothing is watched outside a story')
  return watch
}

/** Watches every page of every context while `work` is done; a fault of any fails. */
export async function quietly(browser: Browser, work: () => Promise<void>): Promise<void> {
  const mine = new Watch()
  watch = mine
  browser.on('context', mine.look)
  browser.contexts().forEach(mine.look)
  try {
    await work()
  } finally {
    browser.off('context', mine.look)
    watch = null
  }
  expect(mine.faults, 'faults on the pages’ consoles').toEqual([])
  const missing = mine.named.filter((n) => !n.came).map((n) => `${n.status} ${n.path}`)
  expect(missing, 'refusals that the story named and that never came').toEqual([])
}

/** From now on `page` may be refused `path` (without its query) with this status in this story; and must be. */
export function expectRefusal(page: Page, status: Refusal, path: string): void {
  current().named.push({ page, status, path, came: false })
}

/** From now on, until what it answers is called, `page` may say that nobody answers. */
export function expectOutage(page: Page): () => void {
  const { cut } = current()
  cut.add(page)
  return () => void cut.delete(page)
}
