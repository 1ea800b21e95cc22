// A code of GB/T 2260 says how large the area is; its name is nobody's business here.
import { t } from '../../i18n'

export function regionLabel(code: string): string {
  const kind = code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county'
  return t(`warnings.region.${kind}`, { code })
}
