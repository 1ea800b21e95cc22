// The lane's LED for this level: plate, why, what happens at the barrier, as the gate shows them.
import { isTemplate, TEMPLATES } from '../../plan'
import type { TransportDraft } from './draft'

export interface Led { colour: 'green' | 'red'; lines: string[] }
const SAMPLE = '津A12345'

export function ledsOf(transport: readonly TransportDraft[]): Led[] {
  const out: Led[] = []
  const add = (colour: Led['colour'], why: string, what: string) => {
    if (!out.some((l) => l.lines[1] === why)) out.push({ colour, lines: [SAMPLE, why, what] })
  }
  for (const m of transport) if (isTemplate(m.template) && m.template !== 'MACHINE_BAN') add('red', TEMPLATES[m.template].cause, '禁止进入')
  for (const x of transport.flatMap((m) => m.exemptions)) if (x.text.trim()) add('green', `豁免：${x.text.trim()}`, '准许进入')
  add('green', '符合标准', '准许进入')
  return out
}
