#include "sim/player_setup.h"

#include <fmt/format.h>

#include <future>

#include "base/hash.h"
#include "base/limits.h"

namespace cleangate::sim {
namespace {

constexpr std::size_t kBatch = 500;  // as many as /vehicles/import takes
constexpr std::size_t kShownBytes = 200;
constexpr Milliseconds kSetupTimeout{30'000};
constexpr std::string_view kGate = "simulated";

struct Caller {
  const PlayOptions& options;
  service::HttpClient& http;

  Result<Json> call(std::string method, std::string_view path, const Json& body) {
    service::OutgoingRequest request;
    request.method = std::move(method);
    request.url = fmt::format("{}/api/v1{}", options.target, path);
    if (!body.is_null()) {
      request.body = body.dump();
      request.content_type = "application/json";
    }
    request.headers = {{"Authorization", "Bearer " + options.token}};
    request.timeout = kSetupTimeout;
    auto answer = exchange(http, std::move(request));
    if (!answer) return std::unexpected(with_context(answer.error(), path));
    const int status = answer->status;
    if (status >= 200 && status < 300) return parse_json(answer->body).value_or(Json());
    if (status == 409) return Json();
    const bool denied = status == 401 || status == 403;
    return fail(denied ? ErrorCode::denied : ErrorCode::invalid,
                fmt::format("{}: HTTP {}{}: {}", path, status,
                            denied ? " (give --token a token of an administrator)" : "",
                            answer->body.substr(0, kShownBytes)));
  }
};

Json measure(std::string_view text, bool for_drivers) {
  return Json::object({{"text", text}, {"for_drivers", for_drivers}});
}

Json make_plan() {
  constexpr std::string_view kTrucks = "停止使用国四及以下重型载货车辆（含燃气）进行物料运输";
  const auto level = [](std::initializer_list<Json> measures) {
    return Json::object({{"measures", Json::array(Json::Array(measures))}});
  };
  return Json::object(
      {{"yellow", level({measure("停推台锯1台（共4台）", false), measure(kTrucks, true)})},
       {"orange", level({measure("停推台锯2台（共4台）", false),
                         measure("停喷漆工序1条（共2条）", false), measure(kTrucks, true)})},
       {"red", level({measure("停推台锯4台（共4台）", false),
                      measure("停喷漆工序2条（共2条）", false), measure(kTrucks, true)})}});
}

/// Only what nobody has written yet.
Json make_plant(const Json& old) {
  Json board = Json::object({{"title", "唐山市工业企业落实重污染天气应急响应措施“一厂一策”公示"},
                             {"district", "开平区"},
                             {"legal_person", "张建国"},
                             {"legal_phone", "13900000001"},
                             {"responsible_person", "李卫东"},
                             {"responsible_phone", "13900000002"},
                             {"industry_name", "人造板制造"},
                             {"remark", "模拟数据"}});
  for (const auto& [key, value] : old["board"].members()) board.set(key, value);
  Json plant = Json::object({{"board", std::move(board)}});
  const auto keep = [&](std::string_view key, std::string_view fallback) {
    const auto text = old[key].text();
    plant.set(key, text && !text->empty() ? *text : fallback);
  };
  keep("name", "模拟木业有限公司");
  keep("grade", "B");
  keep("industry", "wood-panel");
  keep("region", "130205");
  return plant;
}

/// One that is there may have another token's secret, which nobody can ask for: it is made anew.
Result<void> set_up_device(Caller& caller, const Json& device) {
  const Json made = TRY(caller.call("POST", "/devices", device));
  if (!made.is_null()) return {};
  TRY(caller.call("DELETE", "/devices/" + std::string(*device["id"].text()), Json()));
  TRY(caller.call("POST", "/devices", device));
  return {};
}

Result<void> set_up_lanes(Caller& caller) {
  TRY(caller.call("POST", "/gates", Json::object({{"id", kGate}, {"name", "物流门"}})));
  for (const LaneSpec& lane : caller.options.lanes) {
    TRY(caller.call("POST", "/lanes",
                    Json::object({{"id", lane.id},
                                  {"gate", kGate},
                                  {"name", lane.id + "号车道"},
                                  {"direction", lane.direction}})));
    Json device = Json::object({{"id", device_id(lane)},
                                {"kind", to_kind(lane.make)},
                                {"lane", lane.id},
                                {"name", lane.id + "号车道相机"},
                                {"secret", device_secret(caller.options, lane)}});
    const auto address = caller.options.device_addresses.find(lane.make);
    if (address != caller.options.device_addresses.end()) {
      device.set("address", address->second);
      device.set("username", caller.options.device_username);
      device.set("password", caller.options.device_password);
    }
    TRY(set_up_device(caller, device));
  }
  return {};
}

Result<void> import_vehicles(Caller& caller, const Scenario& day) {
  Json batch = Json::array();
  const auto send = [&]() -> Result<void> {
    if (batch.items().empty()) return {};
    TRY(caller.call("POST", "/vehicles/import", batch));
    batch = Json::array();
    return {};
  };
  for (const SimVehicle& vehicle : day.vehicles) {
    if (!vehicle.registered) continue;
    batch.push(to_json(vehicle));
    if (batch.items().size() == kBatch) TRY(send());
  }
  return send();
}

}  // namespace

Result<service::IncomingResponse> exchange(service::HttpClient& http,
                                           service::OutgoingRequest request) {
  std::promise<Result<service::IncomingResponse>> promise;
  auto future = promise.get_future();
  http.send(std::move(request), [&promise](Result<service::IncomingResponse> answer) {
    promise.set_value(std::move(answer));
  });
  return future.get();
}

std::string device_id(const LaneSpec& lane) {
  return "camera-" + lane.id;
}

std::string device_secret(const PlayOptions& options, const LaneSpec& lane) {
  return to_hex(hmac_sha256(options.token, "simulated " + lane.id)).substr(0, 32);
}

Result<void> set_up_plant(const PlayOptions& options, const Scenario& day,
                          service::HttpClient& http) {
  Caller caller{options, http};
  const Json plant = TRY(caller.call("GET", "/plant", Json()));
  TRY(caller.call("PUT", "/plant", make_plant(plant)));
  const Json plan = TRY(caller.call("GET", "/plan", Json()));
  if (plan.members().empty()) TRY(caller.call("PUT", "/plan", make_plan()));
  TRY(set_up_lanes(caller));
  if (!options.lookup.is_null()) TRY(caller.call("PUT", "/lookup", options.lookup));
  return import_vehicles(caller, day);
}

}  // namespace cleangate::sim
