// The look-up's answer at a hold: the reason that goes into the ledger, and how the line reads.
import type { Hold, LookUpState } from '../../api/types'
import { now } from '../../clock'
import { mainReason } from '../../domain'
import { lookLine, type LookTone } from '../../dossier/dossier'
import { words } from '../../format'
import { lang, t } from '../../i18n'

/** 官方查询 14:03：国四，国四重型货车，橙色预警期间禁止进入 */
export function answerReason(h: Hold): string {
  const answer = lookLine(null, h.look_up, now.value, lang.value)?.text ?? ''
  const why = words(mainReason(h.look_up?.reasons ?? [])?.text, lang.value) || t(`desk.offer.leads.${h.look_up?.verdict ?? 'hold'}`)
  return t('desk.offer.reason', { answer, why })
}

export function offerLine(h: Hold, state: LookUpState | null): { tone: LookTone; text: string } | null {
  const line = lookLine(state, h.look_up, now.value, lang.value)
  if (line?.tone !== 'known' || !h.look_up?.verdict) return line
  return { ...line, text: `${line.text}${t('punct.comma')}${t(`desk.offer.leads.${h.look_up.verdict}`)}` }
}
