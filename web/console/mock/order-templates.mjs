// Templates of orders (M1 …) as the rule packs answer them: for 规则包 and for 预警.
const P = (id, type, value, extra = {}) => ({ id, type, of: null, min: null, max: null, required: false, values: value === null ? [] : [{ from: null, value }], ...extra })
export const TEMPLATES = [
  ['M1', '停用国二及以下非道路移动机械', 'Ban of non-road machines up to China II', [P('max_stage', 'stage', '2')]],
  ['M2', '大宗物料用车单位禁用国四及以下重型货车', 'Bulk users: ban of heavy trucks up to China IV', [P('max_stage', 'stage', '4'), P('threshold', 'number', '10', { min: 0, max: 100000 }), P('unit', 'word', 'trips', { of: 'unit' }), P('above', 'yes or no', 'true')]],
  ['M3', '工业企业禁用国四及以下重型货车', 'All plants: ban of heavy trucks up to China IV', [P('max_stage', 'stage', '4')]],
  ['M6', '进厂重型货车配额', 'Quota of incoming heavy trucks', [P('percent', 'number', '10', { min: 0, max: 100 }), P('base', 'number', null, { required: true, min: 0, max: 100000 }), P('key_user', 'yes or no', 'true'), P('port', 'yes or no', 'false')]],
  ['M7', '夜间进厂车辆减半', 'Half the vehicles at night', [P('from', 'time', '22:00'), P('to', 'time', '08:00'), P('percent', 'number', '50', { min: 0, max: 100 }), P('base', 'number', null, { required: true })]],
].map(([template, zh, en, parameters]) => ({
  id: `cn-order-${template.toLowerCase()}`, version: '1', source: 'shipped', uploaded_at: null, uploaded_by: null, note: '', fault: null, active: null, kind: 'template', title: { zh, en }, document: '地方重污染天气应急响应通告',
  citation: '地方预警通告：特种车辆、危化品车辆除外', region: '000000', industry: '*', template, evidence: 'secondary', valid_from: '2018-01-01T00:00:00+08:00', valid_to: null, about: '', clause_count: 1, unverified_count: 0,
  parameters, clauses: [{ id: `${template.toLowerCase()}.main`, group: 'order', grades: [], unverified_grades: [], when: 'truck', outcome: 'refuse', on_unknown: 'hold', warns: null, evidence: 'secondary', citation: '', text: { zh, en }, exemptions: template === 'M3' ? [{ id: 's', when: 'special_vehicle', text: { zh: '特种车辆', en: 'special vehicle' }, evidence: '行驶证' }, { id: 'd', when: 'dangerous_goods', text: { zh: '危化品车辆', en: 'dangerous goods' }, evidence: '道路运输证' }] : [] }],
}))
