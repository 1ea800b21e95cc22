import { createApp } from 'vue'
import '@cleangate/shared/tokens.css'
import './base.css'
import App from './App.vue'

createApp(App).mount('#app')
