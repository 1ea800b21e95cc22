export default {
  zh: {
    title: '车辆档案', empty: '还没有登记车辆', emptyHelp: '有车辆表的可以导入，也可以一辆一辆登记', add: '登记车辆', imports: '导入', export: '导出', csv: 'CSV', xlsx: 'Excel', template: '下载模板',
    column: { plate: '号牌', stage: '排放阶段', cls: '车辆类型', fuel: '燃料', mass: '总质量', state: '状态', source: '来源', by: '更新', vin: '识别代号', evidence: '凭证' },
    filter: { q: '号牌', stage: '排放阶段', source: '来源', state: '状态' },
    source: { guard: '门卫登记', plant: '厂里登记', import: '导入', bureau: '监管平台' }, state: { provisional: '待确认', unknown: '阶段未知', confirmed: '已确认', none: '未确认' },
    stages: { 3: '国三及以下', 4: '国四', 5: '国五', 6: '国六', D: '电动', X: '未知' },
    until: '{t}后失效', ended: '已失效', tons: '{n}千克', none: '没有', papers: '{n}张',
    panel: { facts: '登记资料', history: '最近通行', updated: '{who} {at} 更新', edit: '修改', confirm: '确认资料', state: '按证明补登阶段', confirmed: '已确认', provisional: '门卫按证件登记，{day}前没有确认就不再算数', seen: '看通行记录', never: '没有通行过', label: '车辆资料' },
    form: { title: '登记车辆', edit: '修改资料', plate: '号牌', colour: '号牌颜色', min: '排放阶段', max: '最高可能', maxHelp: '没有核定时填范围，例如国四至国五', same: '与左边相同', cls: '车辆类型', fuel: '燃料', mass: '总质量', nev: '新能源', vin: '车辆识别代号', source: '依据', sourceHelp: '例如：随车清单、行驶证', save: '保存', plateBad: '号牌至少7个字', vinBad: '识别代号是17位，没有I、O、Q', order: '最高可能不能低于排放阶段', exists: '这辆车已登记，保存会改它的资料', guard: '从下次进厂起算，7天内由环保专员确认', mark: '豁免标记', markHelp: '只有通知、预案写明的豁免才用得上；不清楚的由门卫核对', markReason: '豁免依据', markReasonHelp: '例如：抢险通知的文号', markSource: '豁免凭证', markSourceHelp: '例如：道路运输证', markUntil: '豁免截止日', markUntilBad: '要填日期，如2026-12-31' },
    mark: { keep: '保持已登记的标记', none: '不属于任何豁免', special_vehicle: '特种车辆', dangerous_goods: '危化品车辆', city_operation: '城市运行保障', livelihood: '民生保障物资', epidemic_supply: '防疫物资', rescue: '应急抢险', safe_production: '保证安全生产运行', foreign_trade: '外贸或港口集疏运', key_project: '重点工程白名单', urgent_repair: '紧急检修作业机械', clean_energy_machine: '清洁能源机械', local_nev: '本地新能源车（未换牌）' },
    import: {
      title: '导入车辆', choose: '选文件', drop: '把文件拖到这里，或', help: 'Excel（.xlsx）或 CSV，16 MB以内，最多10万辆', templateHelp: '第一次导入先下载模板，表头不要改：', reading: '正在检查{name}', kind: '要 .xlsx 或 .csv 文件，这个是{name}', tooBig: '{name}超过16 MB，分成几个文件',
      rows: '{n}行', good: '{n}行可以导入', bad: '{n}行有错误', allGood: '没有错误', effect: '新车{a}辆，更改{b}辆，不变{c}辆；表里没填的保持原样', preview: '前{n}行', errors: '错误', row: '行', column: '列', value: '填的内容', why: '错在哪里', more: '只列出前{n}处错误', saveErrors: '下载错误清单',
      applyAll: '导入全部{n}辆', applyGood: '只导入没有错误的{n}辆', other: '换一个文件', running: '已导入{done}辆，共{all}辆', cancel: '停止导入', cancelled: '已停止，{n}辆已导入，保留', done: '已导入{n}辆', failed: '导入中断，{n}辆已导入，保留', again: '再导入一个', lost: '进度暂时读不到，导入在服务器上继续', left: '{n}行没有导入，改好后再导入这些行',
    },
  },
  en: {
    title: 'Vehicles', empty: 'No vehicle is registered', emptyHelp: 'Import a table, or register one by one', add: 'Register', imports: 'Import', export: 'Export', csv: 'CSV', xlsx: 'Excel', template: 'Template',
    column: { plate: 'Plate', stage: 'Stage', cls: 'Class', fuel: 'Fuel', mass: 'Gross mass', state: 'State', source: 'Source', by: 'Updated', vin: 'VIN', evidence: 'Evidence' },
    filter: { q: 'Plate', stage: 'Stage', source: 'Source', state: 'State' },
    source: { guard: 'Guard', plant: 'Plant', import: 'Import', bureau: 'Bureau' }, state: { provisional: 'To confirm', unknown: 'Stage unknown', confirmed: 'Confirmed', none: 'Not confirmed' },
    stages: { 3: 'China 3 and below', 4: 'China 4', 5: 'China 5', 6: 'China 6', D: 'Electric', X: 'Unknown' },
    until: 'ends in {t}', ended: 'ended', tons: '{n} kg', none: 'None', papers: '{n}',
    panel: { facts: 'Facts', history: 'Last passages', updated: 'Updated by {who}, {at}', edit: 'Edit', confirm: 'Confirm', state: 'State the stage', confirmed: 'Confirmed', provisional: 'Entered by a guard from papers; counts until {day} unless confirmed', seen: 'Passages', never: 'Never came', label: 'Vehicle' },
    form: { title: 'Register a vehicle', edit: 'Edit facts', plate: 'Plate', colour: 'Plate colour', min: 'Stage', max: 'At most', maxHelp: 'A range while not settled, e.g. China 4 to 5', same: 'The same', cls: 'Class', fuel: 'Fuel', mass: 'Gross mass', nev: 'New energy', vin: 'VIN', source: 'Source', sourceHelp: 'E.g. vehicle list, licence', save: 'Save', plateBad: 'A plate has at least 7 characters', vinBad: '17 characters, no I, O, Q', order: 'Must not be below the stage', exists: 'Already registered; saving changes it', guard: 'Counts from the next arrival; a manager confirms within 7 days', mark: 'Exemption', markHelp: 'Counts only where an order or plan exempts it; when unknown, the guard checks', markReason: 'Rests on', markReasonHelp: 'E.g. number of the notice', markSource: 'Paper', markSourceHelp: 'E.g. transport permit', markUntil: 'Last day', markUntilBad: 'A date, e.g. 2026-12-31' },
    mark: { keep: 'As registered', none: 'No exemption', special_vehicle: 'Special vehicle', dangerous_goods: 'Dangerous goods', city_operation: 'Keeps the city running', livelihood: 'Daily supplies', epidemic_supply: 'Epidemic supplies', rescue: 'Emergency relief', safe_production: 'Safe production', foreign_trade: 'Foreign trade or port', key_project: 'Key project', urgent_repair: 'Urgent repair', clean_energy_machine: 'Clean-energy machine', local_nev: 'Local NEV, old plate' },
    import: {
      title: 'Import vehicles', choose: 'Choose a file', drop: 'Drop the file here, or', help: 'Excel (.xlsx) or CSV, up to 16 MB, 100,000 vehicles', templateHelp: 'The first time, begin with the template and keep its heads:', reading: 'Checking {name}', kind: '.xlsx or .csv is needed, this is {name}', tooBig: '{name} is over 16 MB, split it',
      rows: '{n} rows', good: '{n} rows are good', bad: '{n} rows have errors', allGood: 'No errors', effect: '{a} new, {b} changed, {c} unchanged; what the sheet leaves empty stays', preview: 'First {n} rows', errors: 'Errors', row: 'Row', column: 'Column', value: 'Value', why: 'What is wrong', more: 'The first {n} errors only', saveErrors: 'Download errors',
      applyAll: 'Import all {n}', applyGood: 'Import the {n} good ones', other: 'Another file', running: '{done} of {all} imported', cancel: 'Stop', cancelled: 'Stopped; {n} are imported and stay', done: '{n} imported', failed: 'Broken off; {n} are imported and stay', again: 'Import another', lost: 'Progress cannot be read now; the import goes on', left: '{n} rows were not imported; correct them and import them again',
    },
  },
}
