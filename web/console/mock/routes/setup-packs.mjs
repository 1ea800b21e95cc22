// The packs that grade: the industries of the first set-up. Where the rules have a mock of their own, that one answers.
const base = (id, industry, zh, en, evidence = 'primary') => ({
  id, version: '1', source: 'shipped', uploaded_at: null, uploaded_by: null, note: '', fault: null, active: industry === 'generic' ? { since: null, by: null, note: null } : null,
  kind: 'base', title: { zh, en }, document: '环办大气函〔2020〕340号', citation: '', region: '000000', industry, template: null, evidence, valid_from: '2020-06-29T00:00:00+08:00', valid_to: null, about: '', clause_count: 5, unverified_count: 0,
})
const items = [
  base('cn-2020-340-generic', 'generic', '重点行业绩效分级（通用）', 'Grading of key industries, general'), base('cn-2020-340-cement-clinker', 'cement-clinker', '水泥熟料绩效分级', 'Grading of cement clinker'),
  base('cn-2020-340-other', 'other', '其他行业模板（未核实）', 'Other industries, template, unverified', 'unverified'),
]

export const routes = [
  ['GET', '/api/v1/rule-packs', () => ({ items, in_force: { base: { id: items[0].id, version: '1', title: items[0].title }, overlays: [], fault: null, until: null }, history: [], next: null })],
]
