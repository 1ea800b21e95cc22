// What the page reads, under one name each.
import { api, data } from '../../api/client'
import type { Level } from '../../api/types'

export const getWarnings = () => data(api.GET('/api/v1/warnings'))
export const getExecutions = (id: string, level?: Level) => data(api.GET('/api/v1/warnings/{id}/executions', { params: { path: { id }, query: level ? { level } : {} } }))
export const getTemplate = (id: string, version: string) => data(api.GET('/api/v1/rule-packs/{id}/{version}', { params: { path: { id, version } } }))

export type Warnings = Awaited<ReturnType<typeof getWarnings>>
export type Executions = Awaited<ReturnType<typeof getExecutions>>
export type Execution = Executions['items'][number]
export type Template = Awaited<ReturnType<typeof getTemplate>>
export type OrderMeasure = Warnings['measures'][number]
export type OrderPaper = NonNullable<Warnings['items'][number]['order']>

/** The measures that an order can name: M1 to M9 as the shipped packs have them, the newest version of each. */
export async function getTemplates(): Promise<{ id: string; version: string; template: string; title: { zh: string; en: string }; citation: string }[]> {
  const { items } = await data(api.GET('/api/v1/rule-packs'))
  const found = new Map<string, { id: string; version: string; template: string; title: { zh: string; en: string }; citation: string }>()
  for (const p of items) {
    if (p.kind !== 'template' || !p.template || !p.title || !/^M\d+$/.test(p.template) || found.has(p.template)) continue
    found.set(p.template, { id: p.id, version: p.version, template: p.template, title: p.title, citation: p.citation ?? '' })
  }
  return [...found.values()].sort((a, b) => Number(a.template.slice(1)) - Number(b.template.slice(1)))
}
