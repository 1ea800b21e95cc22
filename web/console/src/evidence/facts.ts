// Facts that clauses read, in people's words. Pure but for the language in use.
import type { ExplainedClause, FactRead } from '../api/types'
import { className, fuelName } from '../domain'
import { count, stageRange, type Lang } from '../format'
import { said, t } from '../i18n'

const MINUTES = 60

function symbol(f: FactRead): string {
  switch (f.of) {
    case 'fuel': return fuelName(f.value) ?? f.value
    case 'vehicle_class': return className(f.value) ?? f.value
    case 'level': return f.value === 'none' ? t('noWarning') : said(`level.${f.value}`, f.value)
    case 'colour': return said(`colour.${f.value}`, f.value)
    case 'direction': return said(`direction.${f.value}`, f.value)
    case 'flow': return said(`why.flow.${f.value}`, f.value)
    default: return f.value
  }
}

/** 国四, 是, 柴油, 14:30; 未知 where nobody knew. */
export function factText(f: FactRead, lang: Lang): string {
  if (f.value === 'unknown' || f.value === '') return t('why.unknown')
  if (f.type === 'yes or no') return said(`why.truth.${f.value}`, f.value)
  if (f.type === 'stage') {
    const [min, max] = f.value.split('..')
    return stageRange({ min: min ?? null, max: max ?? min ?? null }, lang)
  }
  if (f.type === 'word') return symbol(f)
  const n = Number(f.value)
  if (f.name !== 'minute_of_day') return count(n)
  return `${String(Math.floor(n / MINUTES)).padStart(2, '0')}:${String(n % MINUTES).padStart(2, '0')}`
}

/** Who says so; what the ledger keeps as a person's own words stays. */
export function sourceText(f: FactRead): string {
  return said(`why.sources.${f.source}`, said(`stageSource.${f.source}`, f.source))
}

/** Refuse before hold before remind; what an exemption lifted comes last. The law's order stays within. */
export function inWeight(clauses: readonly ExplainedClause[]): ExplainedClause[] {
  const WEIGHT = { refuse: 0, hold: 1, remind: 2 }
  const weight = (c: ExplainedClause) => (c.outcome ? WEIGHT[c.outcome] : 3)
  return [...clauses].sort((a, b) => weight(a) - weight(b))
}
