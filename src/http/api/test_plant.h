#pragma once
// Tests only: a whole plant in memory behind the API, without sockets or threads. Every response
// is held against api/openapi.yaml.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/virtual_loop.h"
#include "domain/ledger/projections/tables.h"
#include "http/api/api.h"
#include "http/api/test_doubles.h"
#include "http/api/test_openapi.h"
#include "service/configure_lookup.h"
#include "service/show_board.h"
#include "service/show_passage.h"
#include "store/memory/memory_account_store.h"
#include "store/memory/memory_log.h"
#include "store/memory/memory_ops_store.h"

namespace cleangate::http {

inline constexpr const char* kTestPlant = "0190c0de-0000-7000-8000-000000000001";

/// As app/ does it: memory state, then the screens.
class TestBridge final : public service::CommitListener {
 public:
  TestBridge(service::Plant& plant, LiveHub& hub) : plant_(plant), hub_(hub) {}
  void committed(const std::shared_ptr<const service::Committed>& entry) override {
    plant_.state.note_logged(entry->logged.entry.log_time);
    const ledger::Row* passage = nullptr;
    for (const auto& change : entry->changes) {
      plant_.state.apply(change);
      if (change.table == ledger::passages::kTable) passage = &change.row;
    }
    if (!passage) return;
    hub_.passage_changed(entry->logged.entry.index,
                         service::show_passage(*passage, plant_.state.rules().find_pack()));
    const auto arrival = service::board_arrival(plant_, *passage);
    if (!arrival.is_null()) hub_.board(arrival);
  }

 private:
  service::Plant& plant_;
  LiveHub& hub_;
};

class TestPlant {
 public:
  TestPlant() {
    log.add_listener(bridge);
    log.add_listener(look_ups);
    for (const auto& [secret, role] : {std::pair{"admin-token", "admin"},
                                       {"manager-token", "manager"},
                                       {"guard-token", "guard"},
                                       {"viewer-token", "viewer"}}) {
      EXPECT_TRUE(ops.put_token({role, role, role, sha256(secret), loop.wall()}));
    }
    EXPECT_TRUE(ops.put_board_key({"b1", sha256("board-key"), false, loop.wall()}));
    EXPECT_TRUE(access.load(ops));
    for (const std::string page : {"board", "driver"}) {
      std::filesystem::create_directories(folder / page / "assets");
      std::ofstream(folder / page / "index.html") << "<!doctype html>" << page;
      std::ofstream(folder / page / "assets/index-1.js") << "let a = 1";
    }
    api =
        Api::make({plant, gate_keeper, push, loop, loop, access, hub, accounts, folder,
                   [this] { return Json::object({{"ready", ready}, {"log_size", 1}}); },
                   [this](const std::string&) { return device_said; },
                   [] { return std::string("up 1\n"); },
                   [](const std::string& peer) { return peer.starts_with("192.168."); }, false,
                   [] { return Json::object({{"scheme", "http"}, {"host", ""}, {"port", 8081}}); },
                   [] { return Json::object({{"disk", nullptr}, {"last_backup", nullptr}}); },
                   &client, &stages, &look_ups})
            .value();
  }
  ~TestPlant() { std::filesystem::remove_all(folder); }
  TestPlant(const TestPlant&) = delete;
  TestPlant& operator=(const TestPlant&) = delete;

  static Request request(std::string method, const std::string& target, std::string body = "",
                         Headers headers = {}) {
    Request out;
    out.method = std::move(method);
    EXPECT_TRUE(parse_target(target, out)) << target;
    out.body = std::move(body);
    out.headers = std::move(headers);
    out.peer_address = "192.168.1.64";
    out.connection_closed = std::make_shared<const std::atomic<bool>>(false);
    return out;
  }
  /// Gives the request to a router and lets everything happen that follows.
  Response ask(Request asked, const Router& router) {
    asked.first_byte = asked.received = loop.monotonic();
    asked.received_wall = loop.wall();
    const std::string method = asked.method;
    const Request copy = asked;
    std::optional<Response> out;
    router.handle(std::move(asked), Respond([&](Response response, After after) {
                    out = std::move(response);
                    if (after) after(true);
                  }));
    loop.run_until_idle();
    EXPECT_TRUE(out) << method << " " << copy.target << " was not answered";
    if (!out) return {};
    const auto* operation = &router == &api->router() ? openapi.find(method, copy) : nullptr;
    if (operation) {
      for (const auto& fault : openapi.check(*operation, *out)) {
        ADD_FAILURE() << operation->id << " " << out->status << " " << fault;
      }
      if (out->status < 300) answered.insert(operation->id);
    }
    return *std::move(out);
  }
  Response ask(std::string method, const std::string& target, std::string_view token = "",
               const Json& body = {}, Headers headers = {}) {
    if (!token.empty()) headers.add("Authorization", "Bearer " + std::string(token));
    return ask(
        request(std::move(method), target, body.is_null() ? "" : body.dump(), std::move(headers)),
        api->router());
  }
  /// A WebSocket of that address; null when it was refused.
  std::shared_ptr<FakeClient> connect(const std::string& target, std::string_view token = "") {
    Request asked = request("GET", target);
    if (!token.empty()) asked.headers.add("Authorization", "Bearer " + std::string(token));
    asked.wants_websocket = true;
    const auto sink = std::make_shared<FakeSink>();
    api->router().handle(std::move(asked), Respond(sink));
    loop.run_until_idle();
    return sink->client;
  }
  /// As administrator; the body of the answer, whose status must be `status`.
  Json does(std::string method, const std::string& target, const Json& body = {},
            int status = 200) {
    const Response response = ask(method, target, "admin-token", body);
    EXPECT_EQ(response.status, status) << method << " " << target << " " << response.content();
    return parse_json(response.content()).value_or(Json());
  }

  /// A plant with a gate, an entry lane "1" and its camera.
  void furnish() {
    does("PUT", "/api/v1/plant",
         Json::object({{"name", "测试厂"},
                       {"grade", "C"},
                       {"industry", "generic"},
                       {"region", "131082"},
                       {"unknown_vehicle", "hold"}}));
    does("PUT", "/api/v1/kill-switch", Json::object({{"on", false}, {"reason", "test"}}));
    does("POST", "/api/v1/gates", Json::object({{"id", "east"}, {"name", "东门"}}), 201);
    does("POST", "/api/v1/lanes",
         Json::object({{"id", "1"}, {"gate", "east"}, {"direction", "in"}}), 201);
    does("POST", "/api/v1/devices",
         Json::object({{"id", "cam1"},
                       {"kind", "hikvision"},
                       {"lane", "1"},
                       {"address", "http://192.168.1.64"},
                       {"username", "admin"},
                       {"password", "camera-password"},
                       {"secret", "camera-secret"}}),
         201);
  }

  /// A vehicle drives up; its passage as the API lists it.
  Json arrives(std::string plate, plate::Colour colour, std::vector<std::string> photos = {}) {
    gate::Sighting sighting;
    sighting.device = "cam1";
    sighting.vendor_key = to_hex(sha256(plate + std::to_string(++arrivals_)));
    sighting.plate = std::move(plate);
    sighting.colour = colour;
    sighting.received = loop.wall();
    sighting.received_monotonic = loop.monotonic();
    service::SightingPhotos taken;
    auto bytes = std::make_shared<std::vector<service::PhotoBytes>>();
    for (auto& photo : photos) {
      const auto hash = sha256(photo);
      taken.items.push_back({hash, photo.size(), "scene", "image/jpeg", true});
      bytes->push_back({std::move(photo), hash});
    }
    taken.bytes = std::move(bytes);
    bool answered_it = false;
    gate_keeper.sighting(std::move(sighting), std::move(taken),
                         {.opens_by_reply = false, .is_closed = [] { return false; }},
                         [&](service::SightingAnswer answer) {
                           answered_it = true;
                           if (answer.after_reply) answer.after_reply(true);
                         });
    loop.run_until_idle();
    EXPECT_TRUE(answered_it);
    return does("GET", "/api/v1/passages?limit=1")["items"].items().at(0);
  }

  VirtualLoop loop;
  SeededRandom random{1};
  store::MemoryLog log{kTestPlant, loop, random, loop, SigningKey::generate(random)};
  store::MemoryOpsStore ops{loop};
  FakeMedia media;
  FakeBarrier barrier;
  FakePush push;
  LiveHub hub;
  AccessTable access;
  service::Plant plant{kTestPlant, loop, random, loop,    log, media,
                       log,        ops,  loop,   barrier, hub, {}};
  store::MemoryAccountStore people;
  FakeHasher hasher;
  service::Accounts accounts{{plant, people, hasher, loop}};
  TestBridge bridge{plant, hub};
  service::GateKeeper gate_keeper{plant};
  FakeStages stages;
  service::VehicleLookUps look_ups{{plant, stages, [this] {
                                      const auto kept = access.secrets_of(service::kLookupSecret);
                                      return kept ? service::LookupSecret{kept->username,
                                                                          kept->password}
                                                  : service::LookupSecret{};
                                    }}};
  bool ready = true;
  Json device_said = Json::object({{"last_message", nullptr}});
  FakeHttpClient client;
  std::filesystem::path folder{testing::TempDir() + "board-" + std::to_string(getpid())};
  std::unique_ptr<Api> api;
  OpenApi openapi;
  std::set<std::string> answered;  ///< operations that succeeded at least once

 private:
  int arrivals_ = 0;
};

}  // namespace cleangate::http
