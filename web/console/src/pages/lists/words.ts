export default {
  zh: {
    title: '名单', kinds: { allow: '准许名单', deny: '禁止名单', watch: '关注名单' }, about: { allow: '在有效期内不受限制，预警期间也放行', deny: '任何时候都不放行', watch: '照常判定，到达时提醒门卫' },
    column: { plate: '号牌', reason: '原因', state: '状态', from: '生效', to: '到期', source: '来源', by: '登记人' }, filter: { q: '号牌', state: '状态' }, anyColour: '任何颜色',
    state: { active: '有效', soon: '快到期', future: '未生效', expired: '已到期' }, left: '还剩{t}', forever: '长期', always: '一直', source: { plant: '本厂', bureau: '监管平台' },
    empty: { allow: '准许名单里没有车辆', deny: '禁止名单里没有车辆', watch: '关注名单里没有车辆' }, add: '加入{list}', plate: '号牌', colour: '号牌颜色', reason: '原因', reasonHelp: '写进台账，例如：民生保障，区专班批准', from: '生效时间', to: '到期时间', toHelp: '不填就是长期', fromHelp: '不填就是现在', order: '到期要晚于生效',
    renew: '续期', renewTitle: '续期：{plate}', renewGo: '续期', remove: '移出名单', removeTitle: '把{plate}移出{list}', removeAbout: { allow: '从下一次到达起按规则判定。', deny: '从下一次到达起可以进厂，按规则判定。', watch: '不再提醒门卫。' }, bureau: '这一条来自监管平台，移出后下次同步可能再出现。', removed: '已移出', detail: '名单内容', more: '操作',
  },
  en: {
    title: 'Lists', kinds: { allow: 'Allow', deny: 'Deny', watch: 'Watch' }, about: { allow: 'Not limited while valid, warnings included', deny: 'Never admitted', watch: 'Judged as usual; the guard is told' },
    column: { plate: 'Plate', reason: 'Reason', state: 'State', from: 'From', to: 'Until', source: 'Source', by: 'Owner' }, filter: { q: 'Plate', state: 'State' }, anyColour: 'Any colour',
    state: { active: 'Valid', soon: 'Ends soon', future: 'Not yet', expired: 'Ended' }, left: '{t} left', forever: 'No end', always: 'Always', source: { plant: 'Plant', bureau: 'Bureau' },
    empty: { allow: 'The allow list is empty', deny: 'The deny list is empty', watch: 'The watch list is empty' }, add: 'Add to {list}', plate: 'Plate', colour: 'Plate colour', reason: 'Reason', reasonHelp: 'Goes into the ledger', from: 'From', to: 'Until', toHelp: 'Empty = no end', fromHelp: 'Empty = now', order: 'Must be after the start',
    renew: 'Renew', renewTitle: 'Renew {plate}', renewGo: 'Renew', remove: 'Remove', removeTitle: 'Remove {plate} from {list}', removeAbout: { allow: 'Rules apply from the next arrival.', deny: 'May enter by the rules from the next arrival.', watch: 'The guard is told no more.' }, bureau: 'It came from the bureau and may come back.', removed: 'Removed', detail: 'List item', more: 'Actions',
  },
}
