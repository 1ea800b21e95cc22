// The stage filter, applied here: the API's list of passages has none.
import { api, data } from '../../api/client'
import type { Page, Passage, PassageFilter } from '../../api/types'

const MOST_PAGES = 20

export function hasStage(p: Pick<Passage, 'stage'>, wanted: string): boolean {
  const { min, max } = p.stage
  const unknown = !min || min === 'X' || min[0] !== (max ?? min)[0]
  if (wanted === 'X') return unknown
  if (unknown) return false
  return wanted === '3' ? /^[0-3]/.test(min) : min[0] === wanted
}

/** A page of passages; with a stage it reads on until something fits, so that no page is empty before the end. */
export async function readPassages(query: PassageFilter): Promise<Page<Passage>> {
  const { stage, ...rest } = query
  let page = await data(api.GET('/api/v1/passages', { params: { query: rest } }))
  if (!stage) return page
  let items = page.items.filter((p) => hasStage(p, stage))
  for (let n = 1; n < MOST_PAGES && !items.length && page.next !== null; n += 1) {
    page = await data(api.GET('/api/v1/passages', { params: { query: { ...rest, cursor: page.next } } }))
    items = page.items.filter((p) => hasStage(p, stage))
  }
  return { items, next: page.next }
}
