#pragma once
// For tests of the API: what stands in for cameras, barriers, photos, passwords and WebSockets.
// One thread.

#include <gtest/gtest.h>

#include "http/exchange.h"
#include "service/ports/barrier.h"
#include "service/ports/device_push.h"
#include "service/ports/http_client.h"
#include "service/ports/media_store.h"
#include "service/ports/password_hasher.h"
#include "service/ports/stage_lookup.h"

namespace cleangate::http {

class FakeMedia final : public service::MediaStore {
 public:
  void store(std::shared_ptr<const std::vector<service::PhotoBytes>> photos, Executor& answer_on,
             Done done) override {
    std::vector<service::MediaLocation> places;
    for (const auto& photo : *photos) {
      places.push_back({0, kept_.size(), static_cast<std::uint32_t>(photo.bytes.size())});
      kept_.push_back(photo.bytes);
    }
    answer_on.post([places = std::move(places), done = std::move(done)]() mutable {
      done(std::move(places));
    });
  }
  Result<std::string> read(const service::MediaLocation& location, const Hash& hash) override {
    const std::string& bytes = kept_.at(location.offset);
    if (sha256(bytes) != hash) return fail(ErrorCode::corrupt, "the photo changed");
    return bytes;
  }

 private:
  std::vector<std::string> kept_;
};

/// Cheap, and counts: what costs 50 ms must be done for nobody too.
class FakeHasher final : public service::PasswordHasher {
 public:
  std::string hash(std::string_view password) override { return "fake:" + std::string(password); }
  bool verify(std::string_view phc, std::string_view password) override {
    ++verified;
    return phc == "fake:" + std::string(password);
  }
  int verified = 0;
};

class FakeBarrier final : public service::Barrier {
 public:
  void open(service::OpenCommand command, Executor& answer_on, Done done) override {
    opened.push_back(command.device);
    answer_on.post([done = std::move(done)]() mutable {
      done(service::Opened{"commanded", "command", Json::object()});
    });
  }
  void show(const std::string&, service::DisplayText) override {}
  std::vector<std::string> opened;
};

class FakePush final : public service::DevicePush {
 public:
  void push(service::DeviceMessage message, Respond respond) override {
    messages.push_back(std::move(message));
    respond({200, "application/xml", "<ok/>"}, [this](bool ok) { written += ok ? 1 : 0; });
  }
  std::vector<service::DeviceMessage> messages;
  int written = 0;
};

/// Every device answers at once.
class FakeHttpClient final : public service::HttpClient {
 public:
  void send(service::OutgoingRequest request, Done done) override {
    asked.push_back(request.url);
    if (fails) return done(std::unexpected(*fails));
    done(service::IncomingResponse{status, ""});
  }
  std::vector<std::string> asked;
  std::optional<Error> fails;
  int status = 200;
};

/// Says 国四 of every plate.
class FakeStages final : public service::StageLookup {
 public:
  Result<Json> check(const Json& settings) const override {
    if (!settings["enabled"].boolean()) return fail(ErrorCode::invalid, "enabled: is missing");
    return settings;
  }
  std::string server_of(const Json& settings) const override {
    return std::string(settings["name"].text().value_or(""));
  }
  void ask(const Json&, const std::string& secret, const service::StageQuestion& question,
           Done done) override {
    secrets.push_back(secret);
    service::StageAnswer answer;
    answer.found = true;
    answer.statement.source = vehicle::StageSource::official;
    answer.statement.stage = {vehicle::Stage::s4, vehicle::Stage::s4};
    answer.statement.plate = question.plate;
    done(std::move(answer), {200, R"({"pf":"4"})"});
  }
  std::vector<std::string> secrets;
};

/// A WebSocket client that takes what it is sent when it is told to.
class FakeClient final : public LiveClient {
 public:
  bool send(std::shared_ptr<const std::string> text, std::int64_t index) override {
    if (closed_code != 0) return false;
    sent.emplace_back(parse_json(*text).value(), index);
    return true;
  }
  void when_sent(std::move_only_function<void()> handler) override {
    when_sent_ = std::move(handler);
  }
  void on_text(std::move_only_function<void(std::string)>) override {}
  void on_close(std::move_only_function<void()> handler) override {
    on_close_ = std::move(handler);
    if (closed_code != 0) end();
  }
  void close(std::uint16_t code, std::string) override {
    closed_code = code;
    end();
  }
  /// Everything queued was written; false when nobody waits for it.
  bool drain() {
    auto handler = std::exchange(when_sent_, nullptr);
    if (handler) handler();
    return handler != nullptr;
  }
  void hang_up() { close(1001, ""); }

  std::vector<std::pair<Json, std::int64_t>> sent;
  std::uint16_t closed_code = 0;

 private:
  void end() {
    if (auto handler = std::exchange(on_close_, nullptr)) handler();
  }
  std::move_only_function<void()> when_sent_, on_close_;
};

class FakeSink final : public ExchangeSink {
 public:
  void respond(Response answer, After) override { response = std::move(answer); }
  void accept_live(std::move_only_function<void(std::shared_ptr<LiveClient>)> on_open) override {
    client = std::make_shared<FakeClient>();
    on_open(client);
  }
  void resume(std::move_only_function<void()> work) override { work(); }
  Response response;
  std::shared_ptr<FakeClient> client;  // shared: as the real one is
};

}  // namespace cleangate::http
