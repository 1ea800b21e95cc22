#include "service/watch_log.h"

namespace cleangate::service {
namespace {

Json words_of(std::string_view cause) {
  if (cause == "full") {
    return Json::object(
        {{"zh", "磁盘已满：入口车道不自动放行，出口和手动抬杆照常记录，请腾出磁盘空间"},
         {"en",
          "the disk is full: entry lanes hold, exits and manual lifts are recorded on the "
          "reserve; free space on it"}});
  }
  if (cause.empty()) {
    return Json::object({{"zh", "记录恢复正常"}, {"en", "the log can be written again"}});
  }
  return Json::object({{"zh", "记录无法写入：车道不自动放行，请联系管理员"},
                       {"en", "the log cannot be written: lanes hold; call the administrator"}});
}

std::string cause_of(const LogHealth& health) {
  const bool full = health.problem && health.problem->code == ErrorCode::full;
  if (full || !health.reserve_whole) return "full";
  return is_trouble(health) ? "unavailable" : "";
}

}  // namespace

bool is_trouble(const LogHealth& health) {
  return !health.reserve_whole || (health.problem && health.problem->code != ErrorCode::conflict);
}

void LogWatch::look(const LogHealth& health) {
  const auto cause = cause_of(health);
  if (cause == told_) return;
  told_ = cause;
  Json alert = Json::object({{"type", "alert"},
                             {"alert", "log_trouble"},
                             {"on", !cause.empty()},
                             {"cause", cause.empty() ? Json() : Json(cause)},
                             {"text", words_of(cause)}});
  if (health.problem && !cause.empty()) alert.set("detail", health.problem->message);
  feed_.alert(alert);
}

}  // namespace cleangate::service
