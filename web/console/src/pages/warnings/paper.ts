// The order as fields of a form, and back.
import type { FormField, Values } from '../../form/types'
import { t } from '../../i18n'
import type { OrderPaper } from './load'

export const paperFields = (): FormField[] => [
  { key: 'number', label: t('warnings.form.number'), type: 'text', max: 60 },
  { key: 'issuer', label: t('warnings.form.issuer'), type: 'text', max: 80 },
  { key: 'issued', label: t('warnings.form.date'), type: 'date' },
  { key: 'title', label: t('warnings.form.title'), type: 'text', max: 120 },
  { key: 'document', label: t('warnings.form.document'), type: 'slot' },
]
export function paperOf(v: Values): { order: OrderPaper } | object {
  const text = (k: string) => String(v[k] ?? '').trim()
  const order: OrderPaper = {
    ...(text('number') && { no: text('number') }), ...(text('title') && { title: text('title') }), ...(text('issuer') && { issuer: text('issuer') }),
    ...(text('issued') && { date: text('issued').slice(0, 10) }), ...(text('document') && { document: text('document') }),
  }
  return Object.keys(order).length ? { order } : {}
}
