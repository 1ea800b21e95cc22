#include "http/api/device_words.h"

#include <fmt/format.h>

#include "base/limits.h"

namespace cleangate::http {
namespace {

struct Words {
  std::string zh, en;
};
using Verdict = std::optional<bool>;

Words make_name(std::string_view kind) {
  if (kind == "hikvision") return {"海康威视", "Hikvision"};
  if (kind == "vzenith") return {"臻识", "Vzenith"};
  return {"大华 ITSAPI", "Dahua ITSAPI"};
}

Json check(std::string_view key, Verdict ok, Words words) {
  return Json::object(
      {{"key", key}, {"ok", Json(ok)}, {"text", both(std::move(words.zh), std::move(words.en))}});
}

bool has_wrong_secret(const DeviceKnown& known) {
  const auto& seen = known.seen;
  return seen.wrong_secret && (!seen.right_secret || *seen.right_secret < *seen.wrong_secret);
}

/// Whoever can send from the camera's address must not make one that works look broken.
bool is_heard_now(const DeviceKnown& known, WallTime now) {
  return known.last_message && now - *known.last_message <= kSilent;
}

bool is_unreadable(const DeviceKnown& known) {
  return known.last_kind == "unreadable" || !known.seen.other_make.empty();
}

bool is_clock_off(const DeviceKnown& known) {
  return known.clock_offset_ms &&
         std::chrono::abs(Milliseconds(*known.clock_offset_ms)) >= kClockOff;
}

Json secret_check(const DeviceKnown& known) {
  if (has_wrong_secret(known)) {
    return check("secret", false,
                 {"密钥不对：相机里的路径和这里显示的不一样，请整段重新复制",
                  "wrong secret: the path in the camera is not the one shown here; copy it again"});
  }
  if (known.last_message) return check("secret", true, {"密钥正确", "the secret is right"});
  return check("secret", {}, {"还没有收到这台设备的消息", "nothing was received yet"});
}

Json format_check(const DeviceKnown& known) {
  if (!known.seen.other_make.empty()) {
    const auto other = make_name(known.seen.other_make);
    const auto own = make_name(known.kind);
    return check(
        "format", false,
        {fmt::format("收到的是{}的消息，但这台设备登记为{}：请改设备类型", other.zh, own.zh),
         fmt::format("this is a message of {}, but the device is set up as {}", other.en, own.en)});
  }
  if (known.last_kind == "unreadable") {
    return check("format", false,
                 {"消息读不懂：请检查相机的推送协议和设备类型",
                  "the message cannot be read: check the camera's protocol and the device's kind"});
  }
  if (known.last_message) return check("format", true, {"消息能读懂", "the message can be read"});
  return check("format", {}, {"等待第一条消息", "waiting for the first message"});
}

Words clock_words(std::int64_t offset_ms) {
  const auto minutes = std::abs(offset_ms) / 60'000;
  const bool is_late = offset_ms > 0;
  return {fmt::format("相机时间{}了{}小时{}分，请在相机里校时", is_late ? "慢" : "快", minutes / 60,
                      minutes % 60),
          fmt::format("the camera's clock is {} h {} min {}; set it in the camera", minutes / 60,
                      minutes % 60, is_late ? "slow" : "fast")};
}

Json clock_check(const DeviceKnown& known) {
  if (!known.clock_offset_ms) {
    return check("clock", {}, {"等待带时间的消息", "waiting for a message with a time"});
  }
  if (is_clock_off(known)) return check("clock", false, clock_words(*known.clock_offset_ms));
  return check("clock", true, {"相机时间正确", "the camera's clock is right"});
}

Json recognition_check(const DeviceKnown& known) {
  if (known.has_passage) {
    return check("recognition", true, {"已收到识别结果", "a recognition was received"});
  }
  return check(
      "recognition", {},
      {"请让一辆车经过，或在相机里手动抓拍一次", "let a vehicle pass, or trigger the camera"});
}

Milliseconds silent_after(const DeviceKnown& known) {
  // Hikvision's push has no heartbeat of its own: a quiet night is no fault.
  return known.kind == "hikvision" ? Milliseconds(kSilentWithoutHeartbeat) : Milliseconds(kSilent);
}

}  // namespace

Json both(std::string zh, std::string en) {
  return Json::object({{"zh", std::move(zh)}, {"en", std::move(en)}});
}

Json device_checks(const DeviceKnown& known) {
  return Json::array(
      {secret_check(known), format_check(known), clock_check(known), recognition_check(known)});
}

std::string_view device_state_word(const DeviceKnown& known, WallTime now) {
  if (has_wrong_secret(known) && !is_heard_now(known, now)) return "problem";
  if (is_unreadable(known) || is_clock_off(known)) return "problem";
  if (!known.last_message) return "never";
  return now - *known.last_message > silent_after(known) ? "silent" : "ok";
}

Json device_problem(const DeviceKnown& known, WallTime now) {
  DeviceKnown counted = known;
  if (is_heard_now(known, now)) counted.seen.wrong_secret.reset();
  const Json checks = device_checks(counted);
  for (const Json& each : checks.items()) {
    if (each["ok"].boolean() == false) return each["text"];
  }
  if (device_state_word(known, now) != "silent") return {};
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(now - *known.last_message).count();
  return both(fmt::format("已有{}小时{}分没有消息", minutes / 60, minutes % 60),
              fmt::format("no message for {} h {} min", minutes / 60, minutes % 60));
}

}  // namespace cleangate::http
