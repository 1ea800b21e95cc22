import '@cleangate/shared/tokens.css'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api/client'
import { i18n } from './i18n'
import { router } from './router'
import { useSession } from './stores/session'
import { useUi } from './stores/ui'

const app = createApp(App)
app.use(createPinia())
app.use(i18n)
useUi()
app.use(router)
whenSignedOut(() => {
  const s = useSession()
  if (!s.user) return
  s.take(null)
  void router.push({ name: 'login', query: { to: router.currentRoute.value.fullPath } })
})
app.mount('#app')
