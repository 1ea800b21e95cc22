// The filtered passages as CSV that a spreadsheet opens, read page by page.
import type { Passage } from '../../api/types'
import { serverNow } from '../../clock'
import { className, markText, outcomeText, reasonLine } from '../../domain'
import { saveFile } from '../../evidence/bundle'
import { clockTime, isoDay, stageRange, type Lang } from '../../format'
import { t } from '../../i18n'
import { rangeOf } from '../../table/days'
import { readPassages } from './stage'

const PAGE = 500
/** A cell that begins like a formula is disarmed. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

export async function exportPassages(
  filters: Record<string, string>, lane: (id: string) => string, lang: Lang, progress: (n: number) => void,
): Promise<void> {
  const { days = '', ...rest } = filters
  const query = { ...Object.fromEntries(Object.entries(rest).filter(([, v]) => v)), ...rangeOf(days, serverNow()), limit: PAGE }
  const c = (key: string) => t(`passages.column.${key}`)
  const parts = ['\ufeff', csvLine([c('time'), c('plate'), t('plateEdit.colour'), c('lane'), c('stage'), c('vehicle'), c('verdict'), c('reason'), c('outcome'), c('lift'), c('index')])]
  let cursor: string | null = null
  let n = 0
  do {
    const page: { items: Passage[]; next: string | null } = await readPassages(cursor === null ? query : { ...query, cursor })
    for (const p of page.items) {
      const at = Date.parse(p.at)
      parts.push(csvLine([`${isoDay(at)} ${clockTime(at)}`, p.plate ?? t('noPlate'), t(`colour.${p.colour}`), `${lane(p.lane)} ${t(`direction.${p.direction}`)}`,
        stageRange(p.stage, lang), className(p.vehicle_class) ?? t('unknown'), markText(p), reasonLine(p, lang), outcomeText(p), t(`actuation.${p.actuation}`), String(p.index)]))
    }
    n += page.items.length
    progress(n)
    cursor = page.next
  } while (cursor !== null)
  saveFile(new Blob(parts, { type: 'text/csv' }), `passages-${isoDay(serverNow())}.csv`)
}
