#include "device/camera/hikvision/barrier.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/xml.h"
#include "device/camera/fields.h"

namespace cleangate::camera::hikvision {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kNamespace = "xmlns=\"http://www.isapi.org/ver20/XMLSchema\"";
constexpr std::size_t kMaxStatusText = 100;

std::string_view parking_mode(BarrierCommand command) {
  switch (command) {
    case BarrierCommand::open:
      return "open";
    case BarrierCommand::close:
      return "close";
    case BarrierCommand::lock:
      return "lock";
    case BarrierCommand::unlock:
      break;
  }
  return "unlock";
}

/// The older vocabulary; it has no word for unlock.
std::string_view entrance_mode(BarrierCommand command) {
  switch (command) {
    case BarrierCommand::open:
      return "on";
    case BarrierCommand::close:
      return "off";
    case BarrierCommand::lock:
      return "locked";
    case BarrierCommand::unlock:
      break;
  }
  return {};
}

BarrierRequest put(std::string path, std::string_view body) {
  return {"PUT", std::move(path), "application/xml", fmt::format("{}{}", kDeclaration, body)};
}

BarrierOutcome outcome_of(int http_status, int status_code, std::string_view sub_status) {
  if (http_status == 401 || equals_ignoring_case(sub_status, "badAuthorization")) {
    return BarrierOutcome::unauthorized;
  }
  if (equals_ignoring_case(sub_status, "notSupport")) return BarrierOutcome::not_supported;
  switch (status_code) {  // ISAPI ResponseStatus, devices.md 1.1.8
    case 1:
      return http_status == 200 ? BarrierOutcome::accepted : BarrierOutcome::unclear;
    case 2:
      return BarrierOutcome::busy;
    case 3:
    case 7:
      return BarrierOutcome::device_error;
    case 4:
      return BarrierOutcome::not_supported;
    case 5:
    case 6:
      return BarrierOutcome::bad_request;
    default:
      break;
  }
  if (http_status == 404 || http_status == 405 || http_status == 501) {
    return BarrierOutcome::not_supported;
  }
  if (http_status >= 500) return BarrierOutcome::device_error;
  if (http_status >= 400) return BarrierOutcome::bad_request;
  return BarrierOutcome::unclear;
}

std::string shortened(std::string_view text) {
  Json facts = Json::object();
  add_fact(facts, "text", text.substr(0, kMaxStatusText));
  return text_of(facts["text"]);
}

}  // namespace

std::string_view to_text(BarrierPath path) {
  switch (path) {
    case BarrierPath::parking:
      return "parking";
    case BarrierPath::entrance:
      return "entrance";
    case BarrierPath::traffic:
      return "traffic";
    case BarrierPath::output:
      break;
  }
  return "output";
}

std::string_view to_text(BarrierOutcome outcome) {
  switch (outcome) {
    case BarrierOutcome::accepted:
      return "accepted";
    case BarrierOutcome::not_supported:
      return "not_supported";
    case BarrierOutcome::unauthorized:
      return "unauthorized";
    case BarrierOutcome::busy:
      return "busy";
    case BarrierOutcome::device_error:
      return "device_error";
    case BarrierOutcome::bad_request:
      return "bad_request";
    case BarrierOutcome::unclear:
      break;
  }
  return "unclear";
}

std::string_view to_text(BarrierState state) {
  switch (state) {
    case BarrierState::no_signal:
      return "no_signal";
    case BarrierState::closed:
      return "closed";
    case BarrierState::open:
      break;
  }
  return "open";
}

Result<BarrierRequest> barrier_request(BarrierPath path, unsigned number, BarrierCommand command) {
  if (number == 0) return fail(ErrorCode::invalid, "barrier channels and outputs count from 1");
  const bool moves = command == BarrierCommand::open || command == BarrierCommand::close;
  const bool opens = command == BarrierCommand::open;
  switch (path) {
    case BarrierPath::parking:
      return put(fmt::format("/ISAPI/Parking/channels/{}/barrierGate", number),
                 fmt::format("<BarrierGate>\n<ctrlMode>{}</ctrlMode>\n</BarrierGate>\n",
                             parking_mode(command)));
    case BarrierPath::entrance:
      if (entrance_mode(command).empty()) break;
      // The missing "r" in barrietGate is the vendor's own.
      return put("/ISAPI/ITC/Entrance/barrierGateCtrl",
                 fmt::format("<BarrierGateCtrl version=\"2.0\" {}>\n<barrietGateNum>{}"
                             "</barrietGateNum>\n<BarrierGateCtrlList>\n<barrietGateOper>{}"
                             "</barrietGateOper>\n</BarrierGateCtrlList>\n</BarrierGateCtrl>\n",
                             kNamespace, number, entrance_mode(command)));
    case BarrierPath::traffic:
      if (!moves) break;
      return put(
          fmt::format("/ISAPI/Traffic/channels/{}/entranceAndExit/barrierGate/1/control", number),
          fmt::format("<BarrierGateControl version=\"2.0\" {}>\n<command>{}</command>\n"
                      "</BarrierGateControl>\n",
                      kNamespace, opens ? "open" : "close"));
    case BarrierPath::output:
      if (!moves) break;
      return put(fmt::format("/ISAPI/System/IO/outputs/{}/trigger", number),
                 fmt::format("<IOPortData>\n<outputState>{}</outputState>\n</IOPortData>\n",
                             opens ? "high" : "low"));
  }
  return fail(ErrorCode::invalid, fmt::format("barrier path {} has no command {}", to_text(path),
                                              parking_mode(command)));
}

BarrierReply parse_barrier_reply(int http_status, std::string_view body) {
  BarrierReply reply;
  if (http_status != 0) {
    if (const auto root = parse_xml(body)) {
      const XmlElement& status = root->find("ResponseStatus");
      const std::int64_t code = parse_integer(status.child("statusCode").text).value_or(0);
      reply.status_code = code > 0 && code < 1000 ? static_cast<int>(code) : 0;
      reply.status = shortened(status.child("statusString").text);
      reply.sub_status = shortened(status.child("subStatusCode").text);
    }
    reply.outcome = outcome_of(http_status, reply.status_code, reply.sub_status);
  }
  return reply;
}

BarrierRequest barrier_status_request(unsigned channel) {
  return {"GET",
          fmt::format("/ISAPI/Parking/channels/{}/barrierGate/barrierGateStatus", channel),
          {},
          {}};
}

Result<BarrierState> parse_barrier_status(std::string_view body) {
  const XmlElement root = TRY(parse_xml(body));
  const XmlElement& status = root.find("barrierGateStatus");
  if (status.text == "0") return BarrierState::no_signal;
  if (status.text == "1") return BarrierState::closed;
  if (status.text == "2") return BarrierState::open;
  return fail(ErrorCode::invalid, "no barrierGateStatus of 0, 1 or 2 in the answer");
}

}  // namespace cleangate::camera::hikvision
