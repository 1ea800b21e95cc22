// What a running plant says of itself: readiness, upkeep, metrics, devices.

#include "app/folder_upkeep.h"
#include "app/plant_server_parts.h"
#include "domain/ledger/entry.h"

namespace cleangate::app {

Json PlantServer::Parts::ready() const {
  const auto status = log->status();
  const bool works = !status.problem || status.problem->code == ErrorCode::conflict;
  Json out = Json::object({{"ready", works},
                           {"log_size", status.size},
                           {"signed_size", status.signed_size},
                           {"reserve_whole", status.reserve_whole},
                           {"rules", bridge->rules_state()}});
  if (!works) out.set("problem", status.problem->message);
  return out;
}

Json PlantServer::Parts::upkeep() const {
  const auto first = pages->entries(0, 1);
  std::optional<WallTime> begun;
  if (first && !first->empty()) {
    if (const auto entry = ledger::decode_entry(first->front().entry)) begun = entry->log_time;
  }
  return folder_upkeep(*data, begun, clock.wall());
}

std::string PlantServer::Parts::metrics() const {
  const auto status = log->status();
  const auto http = server->counters();
  const auto photos = media->counters();
  std::string out;
  const auto line = [&](std::string_view name, std::string_view kind, std::uint64_t value) {
    out += "# TYPE cleangate_" + std::string(name) + " " + std::string(kind) + "\ncleangate_" +
           std::string(name) + " " + std::to_string(value) + "\n";
  };
  line("log_entries", "gauge", status.size);
  line("log_signed_entries", "gauge", status.signed_size);
  line("log_queue", "gauge", status.queued);
  line("log_reserve_whole", "gauge", status.reserve_whole ? 1 : 0);
  line("log_trouble", "gauge", service::is_trouble(health_of(status)) ? 1 : 0);
  line("sightings_not_recorded_total", "counter", gate_keeper->not_recorded());
  line("http_requests_total", "counter", http.requests);
  line("http_bad_requests_total", "counter", http.bad_requests);
  line("http_hang_ups_total", "counter", http.hang_ups);
  line("http_connections", "gauge", http.open);
  line("live_clients", "gauge", http.live);
  line("photos_total", "counter", photos.photos);
  line("photo_failures_total", "counter", photos.failures + photos.late + photos.refused);
  return out;
}

Json PlantServer::Parts::device_state(const std::string& id) const {
  const auto seen = health.find(id);
  if (!seen) return Json::object({{"last_message", nullptr}});
  return Json::object({{"last_message", to_rfc3339(seen->last_message)},
                       {"kind", seen->kind},
                       {"clock_offset_ms", Json(seen->clock_offset_ms)}});
}

}  // namespace cleangate::app
