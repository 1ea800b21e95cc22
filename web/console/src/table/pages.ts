// Rows behind cursors. Walks forward page by page and remembers every cursor, but keeps the rows of
// a few pages only: a million rows cost a list of cursors, and any place can be read again.
import type { PageAnswer } from './types'

interface Held<T> { cursor: string | null; start: number; count: number; rows: T[] | null; asked: boolean }
const KEPT_PAGES = 24

export class PageStore<T> {
  private pages: Held<T>[] = []
  private next: string | null = null
  private begun = false
  private forward: Promise<boolean> | null = null

  constructor(private readonly read: (cursor: string | null) => Promise<PageAnswer<T>>, private readonly changed: () => void) {}

  get known(): number {
    const last = this.pages.at(-1)
    return last ? last.start + last.count : 0
  }
  get ended(): boolean { return this.begun && this.next === null }
  get started(): boolean { return this.begun }

  private indexOf(row: number): number {
    let low = 0
    let high = this.pages.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.pages[middle]!.start <= row) low = middle
      else high = middle - 1
    }
    return low
  }
  /** The row, or undefined while it is not here. */
  row(i: number): T | undefined {
    const page = this.pages[this.indexOf(i)]
    return page?.rows?.[i - page.start]
  }
  /** Puts a newer version of a row in the old one's place; false when it is not here. */
  replace(match: (row: T) => boolean, row: T): boolean {
    for (const page of this.pages) {
      const at = page.rows?.findIndex(match) ?? -1
      if (at < 0) continue
      page.rows!.splice(at, 1, row)
      this.changed()
      return true
    }
    return false
  }
  find(match: (row: T) => boolean): number {
    for (const page of this.pages) {
      const at = page.rows?.findIndex(match) ?? -1
      if (at >= 0) return page.start + at
    }
    return -1
  }

  /** Reads one page further. True when rows came. */
  forwardOne(): Promise<boolean> {
    if (this.ended) return Promise.resolve(false)
    this.forward ??= this.readNext().finally(() => { this.forward = null })
    return this.forward
  }
  private async readNext(): Promise<boolean> {
    const cursor = this.begun ? this.next : null
    const answer = await this.read(cursor)
    this.begun = true
    this.next = answer.next
    if (answer.items.length) {
      this.pages.push({ cursor, start: this.known, count: answer.items.length, rows: answer.items, asked: false })
      this.drop(this.pages.length - 1)
    }
    this.changed()
    return answer.items.length > 0
  }
  /** Sees to it that the rows of [first, last] are here or on their way. */
  async need(first: number, last: number): Promise<void> {
    const work: Promise<unknown>[] = []
    for (let p = this.indexOf(first); p < this.pages.length && this.pages[p]!.start <= last; p += 1) {
      const page = this.pages[p]!
      if (page.rows || page.asked) continue
      page.asked = true
      work.push(this.read(page.cursor).then((a) => {
        page.rows = a.items
        this.drop(p)
        this.changed()
      }).finally(() => { page.asked = false }))
    }
    if (last >= this.known - 1 && !this.ended) work.push(this.forwardOne())
    await Promise.all(work)
  }
  private drop(near: number): void {
    const held = this.pages.map((p, i) => (p.rows ? i : -1)).filter((i) => i >= 0)
    if (held.length <= KEPT_PAGES) return
    held.sort((a, b) => Math.abs(b - near) - Math.abs(a - near))
    for (const i of held.slice(0, held.length - KEPT_PAGES)) this.pages[i]!.rows = null
  }
}
