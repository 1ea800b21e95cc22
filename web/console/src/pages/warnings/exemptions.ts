// Exemptions of one order: conditions in the words of rule packs, offered by name.
import { t } from '../../i18n'

export interface Row { clause: string; condition: string; own: string; name: string; evidence: string }
/** By name, the condition that a pack would write. */
export const CONDITIONS: Record<string, string> = {
  stage6: 'stage >= 6', stage5: 'stage >= 5', nev: 'nev', gas: 'fuel in ("E", "F")', special_vehicle: 'special_vehicle', dangerous_goods: 'dangerous_goods',
  livelihood: 'livelihood', safe_production: 'safe_production', foreign_trade: 'foreign_trade', rescue: 'rescue', city_operation: 'city_operation', key_project: 'key_project',
}
export const OWN = 'own'
export const emptyRow = (clause: string): Row => ({ clause, condition: '', own: '', name: '', evidence: '' })
const whenOf = (r: Row) => (r.condition === OWN ? r.own.trim() : (CONDITIONS[r.condition] ?? ''))
/** What a row that names none is called. */
export const nameOf = (r: Row) => r.name.trim() || (r.condition && r.condition !== OWN ? t(`warnings.condition.${r.condition}`) : '')
export const rowFault = (r: Row): boolean => !whenOf(r) || !nameOf(r)

export function exemptionsOf(rows: readonly Row[]): { clause: string; when: string; text: string; evidence?: string }[] {
  return rows.map((r) => ({ clause: r.clause, when: whenOf(r), text: nameOf(r), ...(r.evidence.trim() ? { evidence: r.evidence.trim() } : {}) }))
}
