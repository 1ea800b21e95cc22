// Sends one photo or document of a vehicle; what cannot be taken is said before it is sent.
import { ref } from 'vue'
import { send as sendRaw } from '../api/client'
import { errorLine } from '../errors'
import { t } from '../i18n'

const MAX_BYTES = 8 * 2 ** 20
const KINDS = ['image/jpeg', 'image/png', 'application/pdf']

export function usePaper(vehicle: () => { plate: string; colour: string }) {
  const sending = ref('')
  const line = ref('')
  /** → its SHA-256, or null with the reason in `line`. */
  async function send(file: File): Promise<string | null> {
    line.value = ''
    if (!KINDS.includes(file.type)) line.value = t('dossier.papers.kind', { name: file.name })
    else if (file.size > MAX_BYTES) line.value = t('dossier.papers.tooBig', { name: file.name })
    if (line.value) return null
    sending.value = file.name
    const { plate, colour } = vehicle()
    try {
      const answer = await sendRaw(`/api/v1/vehicles/${encodeURIComponent(plate)}/${colour}/evidence`, { method: 'POST', body: file, headers: { 'Content-Type': file.type } })
      return ((await answer.json()) as { sha256: string }).sha256
    } catch (error) {
      line.value = errorLine(error)
      return null
    } finally {
      sending.value = ''
    }
  }
  return { sending, line, send }
}
