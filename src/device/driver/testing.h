#pragma once
// Fakes of the ports for the tests of this room: everything runs on one virtual loop. Tests only.

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/virtual_loop.h"
#include "device/driver/barrier_driver.h"
#include "device/driver/push_driver.h"

namespace cleangate::device::testing {

inline std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A message of device/camera/<make>/corpus: its content type (Dahua: its path), then its body.
struct Recorded {
  std::string head, body;
};
inline Recorded recorded(const std::string& make, const std::string& name) {
  const std::string all = read_all(std::string(CLEANGATE_SOURCE_DIR) + "/src/device/camera/" +
                                   make + "/corpus/" + name + ".push");
  const std::size_t end = all.find('\n');
  return {all.substr(0, end), all.substr(end + 1)};
}

class FakeLog final : public service::Log {
 public:
  explicit FakeLog(Executor& plant) : plant_(plant) {}
  void append(service::Draft draft, service::Priority, service::Reserve, Done done) override {
    if (is_stuck) return stuck.push_back(std::move(done));
    if (!fault) drafts.push_back(std::move(draft));
    plant_.post([fault = fault, done = std::move(done)]() mutable {
      if (fault) return done(fail(*fault, "no room"));
      done(std::make_shared<const service::Committed>());
    });
  }
  void append_all(std::vector<service::Draft>, service::Priority, service::Reserve, Done) override {
    FAIL();
  }

  std::vector<service::Draft> drafts;
  std::optional<ErrorCode> fault;
  bool is_stuck = false;
  std::vector<Done> stuck;

 private:
  Executor& plant_;
};

class FakeMedia final : public service::MediaStore {
 public:
  void store(std::shared_ptr<const std::vector<service::PhotoBytes>> photos, Executor& answer_on,
             Done done) override {
    answer_on.post([this, photos, done = std::move(done)]() mutable {
      if (fault) return done(fail(*fault, "disk full"));
      std::vector<service::MediaLocation> locations;
      for (const auto& photo : *photos) {
        stored.push_back(photo.bytes);
        locations.push_back({1, stored.size(), static_cast<std::uint32_t>(photo.bytes.size())});
      }
      done(std::move(locations));
    });
  }
  Result<std::string> read(const service::MediaLocation&, const Hash&) override {
    return fail(ErrorCode::not_found, "write only");
  }

  std::vector<std::string> stored;
  std::optional<ErrorCode> fault;
};

/// Only the quarantine works.
class FakeOps final : public service::OpsStore {
 public:
  Result<void> quarantine(const service::Quarantined& item) override {
    if (fault) return fail(*fault, "locked");
    items.push_back(item);
    return {};
  }
  Result<void> put_token(const service::TokenRecord&) override { return none(); }
  Result<void> remove_token(std::string_view) override { return none(); }
  Result<std::vector<service::TokenRecord>> tokens() override { return none(); }
  Result<void> put_board_key(const service::BoardKeyRecord&) override { return none(); }
  Result<void> remove_board_key(std::string_view) override { return none(); }
  Result<std::vector<service::BoardKeyRecord>> board_keys() override { return none(); }
  Result<void> put_device_secrets(const service::DeviceSecrets&) override { return none(); }
  Result<void> remove_device_secrets(std::string_view) override { return none(); }
  Result<std::vector<service::DeviceSecrets>> device_secrets() override { return none(); }
  Result<std::vector<service::Quarantined>> quarantined(std::size_t) override { return items; }
  Result<std::optional<service::IdempotentReply>> reply_for(std::string_view) override {
    return none();
  }
  Result<void> remember_reply(std::string_view, const service::IdempotentReply&,
                              WallTime) override {
    return none();
  }

  std::vector<service::Quarantined> items;
  std::optional<ErrorCode> fault;

 private:
  static std::unexpected<Error> none() { return fail(ErrorCode::internal, "not faked"); }
};

/// Answers every sighting at once with `verdict_of`.
class FakeSink final : public SightingSink {
 public:
  void sighting(gate::Sighting sighting, PhotoSet photos, bool opens_by_reply,
                std::function<bool()> is_closed, Answer answer) override {
    sightings.push_back(std::move(sighting));
    sets.push_back(std::move(photos));
    by_reply.push_back(opens_by_reply);
    closed.push_back(is_closed && is_closed());
    answer(
        {open, duplicate, recorded, display, [this](bool was_written) { written = was_written; }});
  }

  bool open = false, duplicate = false, recorded = true;
  service::DisplayText display;
  std::vector<gate::Sighting> sightings;
  std::vector<PhotoSet> sets;
  std::vector<bool> by_reply, closed;
  std::optional<bool> written;
};

/// Keeps requests; the test answers them in order.
class FakeHttp final : public service::HttpClient {
 public:
  void send(service::OutgoingRequest request, Done done) override {
    requests.push_back(std::move(request));
    waiting.push_back(std::move(done));
  }
  void answer(Result<service::IncomingResponse> response) {
    ASSERT_FALSE(waiting.empty());
    auto done = std::move(waiting.front());
    waiting.pop_front();
    done(std::move(response));
  }

  std::vector<service::OutgoingRequest> requests;
  std::deque<Done> waiting;
};

/// What came back for one push.
struct Answered {
  std::optional<service::DeviceReply> reply;
  std::move_only_function<void(bool)> written;
  int times = 0;
  [[nodiscard]] Json json() const {
    EXPECT_TRUE(reply);
    if (!reply) return {};
    const auto parsed = parse_json(reply->body);
    EXPECT_TRUE(parsed) << reply->body;
    return parsed ? *parsed : Json();
  }
};

class Rig : public ::testing::Test {
 protected:
  Rig() {
    devices.put({"hik-1", "hikvision", *parse_json(R"({"address":"http://192.0.2.1:8000/"})")});
    devices.put({"vz-1", "vzenith",
                 *parse_json(R"({"display":{"kind":"fk","via":"serial_data","port":1}})")});
    devices.put({"dh-1", "dahua-itsapi", *parse_json(R"({"address":"http://192.0.2.3"})")});
  }

  service::DeviceMessage message(const std::string& device, std::string path,
                                 std::string content_type, std::string body) {
    const auto settings = devices.find(device);
    return {device,           settings ? settings->kind : "",
            std::move(path),  std::move(content_type),
            std::move(body),  loop.wall(),
            loop.monotonic(), {}};
  }
  std::shared_ptr<Answered> push(service::DeviceMessage message) {
    auto answered = std::make_shared<Answered>();  // shared with the reply's callback
    driver.push(std::move(message), [answered](auto reply, auto written) {
      answered->reply = std::move(reply);
      answered->written = std::move(written);
      ++answered->times;
    });
    return answered;
  }
  /// Pushed, and everything that follows at once has happened.
  std::shared_ptr<Answered> push(const std::string& device, std::string path,
                                 std::string content_type, std::string body) {
    auto answered =
        push(message(device, std::move(path), std::move(content_type), std::move(body)));
    loop.run_until_idle();
    return answered;
  }
  std::shared_ptr<Answered> play(const std::string& make, const std::string& name) {
    const Recorded told = recorded(make, name);
    if (make == "dahua") return push("dh-1", told.head, "application/json", told.body);
    return push(make == "vzenith" ? "vz-1" : "hik-1", "", told.head, told.body);
  }
  std::shared_ptr<Answered> poll() { return push("vz-1", "/comet", "", ""); }

  VirtualLoop loop;
  FakeLog log{loop};
  FakeMedia media;
  FakeOps ops;
  FakeSink sink;
  FakeHttp http;
  SeededRandom random{1};
  DeviceTable devices;
  DeviceHealth health;
  bool may_command = true;
  EventRecorder events{loop, log, media, random};
  QuarantineWriter quarantine{ops, loop};
  CometQueue comet{loop, [this] { return may_command; }};
  PushDriver driver{{sink, loop, loop, events, quarantine, comet, health, devices, "key"}};
};

/// The end of one command.
struct Ended {
  std::optional<Result<service::Opened>> result;
  service::Barrier::Done done() {
    return [this](Result<service::Opened> told) {
      EXPECT_FALSE(result) << "answered twice";
      result = std::move(told);
    };
  }
  [[nodiscard]] std::string stage() const {
    return result && *result ? (*result)->stage : std::string("none");
  }
  [[nodiscard]] std::optional<ErrorCode> code() const {
    if (!result || *result) return std::nullopt;
    return result->error().code;
  }
  [[nodiscard]] std::string text() const {
    return result && !*result ? result->error().message : std::string();
  }
};

}  // namespace cleangate::device::testing
