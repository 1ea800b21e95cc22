export default {
  zh: {
    title: '总览', updated: '{day}，更新于 {at}', failed: '没有更新，{why}', warning: '{level}已执行{t}',
    todo: { title: '今天要处理的{n}件事', none: '今天没有要处理的事', noneWhen: '{at}查过：时钟、消息、名单、阶段、磁盘都正常', rest: '其他检查全部正常', go: { clock: '校准时钟', devices: '查看设备', vehicles: '去核定', provisional: '去确认', lists: '续期或停用', desk: '去门岗', first: '继续设置', disk: '看磁盘', other: '去处理' } },
    verdicts: { title: '今日判定', arrivals: '{n}次到达', lifts: '手动抬杆{n}次，都写明了原因', liftsNone: '没有手动抬杆' },
    chart: { title: '每小时到达', now: '现在', hour: '{h}时', none: '今天还没有车辆', label: '{h}时：准许{a}，禁止{r}，待核实{o}', time: '时间' },
    stages: { title: '排放阶段', sum: '驶入{n}，国五及以上{share}', none: '今天还没有车辆驶入' },
    holds: { title: '待核实{n}', go: '去门岗', none: '没有待核实车辆', sum: '今天已处理{n}辆，一半在{m}内，最长{l}', sumNone: '今天还没有处理过', most: '十次有九次在{p}内处理完', where: '{lane}，{why}' },
    devices: { title: '设备{ok}/{total}正常', go: '查看', ok: '其余{n}台', allOk: '{n}台', okText: '最近消息{t}', none: '还没有设备', add: '添加设备', state: { never: '没有消息', silent: '无消息', problem: '有问题', ok: '正常' } },
    disk: { title: '磁盘', months: '还能存{n}个月', days: '还能存{n}天', open: '还算不出能存多久', of: '已用{used}，共{total}', used: '照片和录像{media}，数据库{db}', need: '要求：录像12个月，台账24个月', low: '不到要求的时间，要加磁盘' },
    truncated: '记录太多，只统计了最近的通行，数字偏小',
    observe: { line: '{n}条车道在观察，都放行，只记录本应怎样', open: '看观察报告' },
    report: {
      title: '观察报告', range: '{from}至{to}', arrivals: '到达{n}次', would: '如果当时是“自动”', admit: '会准许', refuse: '会禁止', hold: '会待核实', why: '会被拦下的原因', times: '{n}次', unknown: '{n}次是没有登记的车。先导入或登记这些车，再改为自动，门口就不会排队。', unknownGo: '看阶段未知的车',
      lane: '车道', mode: '现在', to: '改为自动', back: '改回观察', none: '这段时间没有车辆到达，再观察一天', noReasons: '没有车会被拦下', reason: '看过观察报告', early: '还不到1天，数据偏少', days: { 1: '近24小时', 3: '近3天', 7: '近7天' }, done: '{lane}已改为{mode}',
    },
  },
  en: {
    title: 'Overview', updated: '{day}, updated {at}', failed: 'Not updated, {why}', warning: '{level} for {t}',
    todo: { title: 'To do today: {n}', none: 'Nothing to do today', noneWhen: 'Checked at {at}: clocks, messages, lists, stages, disk', rest: 'All other checks are fine', go: { clock: 'Set the clock', devices: 'See device', vehicles: 'Settle', provisional: 'Confirm', lists: 'Renew or end', desk: 'To the desk', first: 'Go on', disk: 'See disk', other: 'Open' } },
    verdicts: { title: 'Today', arrivals: '{n} arrivals', lifts: 'Manual lifts: {n}, each with a reason', liftsNone: 'No manual lifts' },
    chart: { title: 'Arrivals by hour', now: 'Now', hour: '{h}:00', none: 'No vehicle yet today', label: '{h}:00: {a} admitted, {r} refused, {o} held', time: 'Time' },
    stages: { title: 'Stages', sum: '{n} in, China 5 and above {share}', none: 'No vehicle has come in today' },
    holds: { title: '{n} held', go: 'To the desk', none: 'No vehicle is held', sum: '{n} handled today, half within {m}, longest {l}', sumNone: 'None handled today', most: 'Nine in ten within {p}', where: '{lane}, {why}' },
    devices: { title: '{ok} of {total} devices fine', go: 'See', ok: '{n} others', allOk: '{n} devices', okText: 'last message {t}', none: 'No device yet', add: 'Add a device', state: { never: 'no message', silent: 'silent', problem: 'a problem', ok: 'fine' } },
    disk: { title: 'Disk', months: 'Room for {n} months', days: 'Room for {n} days', open: 'Too early to tell how long', of: '{used} of {total} used', used: 'Media {media}, database {db}', need: 'Required: video 12 months, ledger 24', low: 'Less than required; add a disk' },
    truncated: 'Too many records: only the newest passages were counted, so the numbers are low',
    observe: { line: '{n} lanes observe: all pass, and what should have happened is recorded', open: 'Observe report' },
    report: {
      title: 'Observe report', range: '{from} to {to}', arrivals: '{n} arrivals', would: 'In automatic it would', admit: 'admit', refuse: 'refuse', hold: 'hold', why: 'Why vehicles would be stopped', times: '{n}', unknown: '{n} were not registered. Register them first, and there will be no queue.', unknownGo: 'Vehicles of unknown stage',
      lane: 'Lane', mode: 'Now', to: 'To automatic', back: 'To observe', none: 'No vehicle came; observe another day', noReasons: 'None would be stopped', reason: 'Observe report read', early: 'Less than a day, few data', days: { 1: '24 hours', 3: '3 days', 7: '7 days' }, done: '{lane} is {mode} now',
    },
  },
}
