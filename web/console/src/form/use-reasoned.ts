// A small form with a reason: sends once at a time, keeps what was typed when it fails, says why.
import { computed, ref } from 'vue'
import { errorLine } from '../errors'

/** `send` gets the trimmed reason; while it runs, or without a reason, nothing is sent. */
export function useReasoned(send: (reason: string) => Promise<void>, may: () => boolean = () => true) {
  const reason = ref('')
  const busy = ref(false)
  const line = ref('')
  const ready = computed(() => !busy.value && reason.value.trim() !== '' && may())
  async function submit(): Promise<void> {
    if (!ready.value) return
    busy.value = true
    line.value = ''
    try {
      await send(reason.value.trim())
    } catch (e) {
      line.value = errorLine(e)
    } finally {
      busy.value = false
    }
  }
  function clear(): void {
    reason.value = ''
    line.value = ''
  }
  return { reason, busy, line, ready, submit, clear }
}
