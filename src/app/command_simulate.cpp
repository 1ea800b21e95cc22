#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/data_folder.h"
#include "base/run_loop.h"
#include "base/text.h"
#include "http/server.h"
#include "net/http_client.h"
#include "sim/fake_devices.h"
#include "sim/fake_lookup.h"
#include "sim/player.h"

namespace cleangate::app {
namespace {

std::atomic<bool> stop_asked{false};

/// Mounts a fake camera on a port of its own; its address is returned.
template <class Fake>
Result<std::string> mount(http::Server& server, const std::string& name, Fake& fake) {
  http::Listener listener;
  listener.name = name;
  listener.address = {"127.0.0.1", 0};
  listener.handler = [&fake](http::Request request, http::Respond respond) {
    const auto reply =
        fake.handle({request.method, request.target,
                     std::string(request.headers.get("Authorization")), request.body});
    http::Response response;
    response.status = reply.status;
    for (const auto& [key, value] : reply.headers) response.headers.add(key, value);
    response.body = reply.body;
    respond(std::move(response));
  };
  const auto port = TRY(server.listen(std::move(listener)));
  return "http://127.0.0.1:" + std::to_string(port);
}

/// The same for the look-up, whose answers may take their time.
Result<std::string> mount(http::Server& server, sim::FakeLookup& fake, RunLoop& later) {
  http::Listener listener;
  listener.name = "look-up";
  listener.address = {"127.0.0.1", 0};
  listener.handler = [&fake, &later](http::Request request, http::Respond respond) {
    auto answer = fake.handle(request.target, request.headers.get("X-Key"));
    http::Response response;
    response.status = answer.reply.status;
    for (const auto& [key, value] : answer.reply.headers) response.headers.add(key, value);
    response.body = std::move(answer.reply.body);
    later.post_after(answer.after,
                     [response = std::move(response), respond = std::move(respond)]() mutable {
                       respond(std::move(response));
                     });
  };
  return "http://127.0.0.1:" + std::to_string(TRY(server.listen(std::move(listener))));
}

/// An argument stands in every list of processes, so there are two more ways.
Result<std::string> token_from(const Arguments& arguments) {
  if (arguments.has("token")) return arguments.get("token");
  if (arguments.has("token-file")) {
    return std::string(trim(TRY(read_file(arguments.get("token-file")))));
  }
  const char* named = std::getenv("CLEANGATE_TOKEN");  // no thread runs yet
  if (named && *named) return std::string(trim(named));
  return fail(ErrorCode::invalid,
              "no token: give --token-file FILE, CLEANGATE_TOKEN in the environment, or --token");
}

Result<sim::PlayOptions> options_from(const Arguments& arguments) {
  sim::PlayOptions options;
  options.target = TRY(arguments.need("target"));
  options.token = TRY(token_from(arguments));
  options.device_target = arguments.get("device-target");
  if (arguments.get("scenario", "day") != "day") {
    return fail(ErrorCode::invalid, "--scenario: only \"day\" is known");
  }
  options.seed = static_cast<std::uint64_t>(TRY(parse_integer(arguments.get("seed", "7"))));
  options.passages =
      static_cast<std::size_t>(TRY(parse_integer(arguments.get("passages", "2000"))));
  options.speed = static_cast<double>(TRY(parse_integer(arguments.get("speed", "60"))));
  options.begin = std::chrono::hours{TRY(parse_integer(arguments.get("begin-hour", "0")))};
  options.set_up = !arguments.has("no-setup");
  options.stop = &stop_asked;
  return options;
}

}  // namespace

int run_simulate(const std::vector<std::string>& words) {
  const auto arguments =
      Arguments::parse(words,
                       {"target", "device-target", "token", "token-file", "scenario", "seed",
                        "speed", "passages", "begin-hour", "lookup"},
                       {"no-setup"});
  if (!arguments) return complain(arguments.error());
  auto options = options_from(*arguments);
  if (!options) return complain(options.error());
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  SystemClock clock;
  http::Server server(clock);
  sim::FakeHikvision hikvision(options->device_username, options->device_password);
  sim::FakeDahua dahua(options->device_username, options->device_password);
  const auto hikvision_address = mount(server, "hikvision", hikvision);
  const auto dahua_address = mount(server, "dahua", dahua);
  if (!hikvision_address) return complain(hikvision_address.error());
  if (!dahua_address) return complain(dahua_address.error());
  std::unique_ptr<sim::FakeLookup> lookup;
  RunLoop later("look-up");
  if (arguments->has("lookup")) {
    const auto mood = sim::parse_mood(arguments->get("lookup"));
    if (!mood) return complain(mood.error());
    const auto day =
        sim::make_day(options->seed, {options->passages, options->vehicles, options->lanes});
    lookup = std::make_unique<sim::FakeLookup>(*mood, "simulated-1", day.vehicles);
    const auto address = mount(server, *lookup, later);
    if (!address) return complain(address.error());
    options->lookup = sim::lookup_settings(*address, "simulated-1");
  }
  server.start();
  options->device_addresses = {{sim::Make::hikvision, *hikvision_address},
                               {sim::Make::dahua, *dahua_address}};
  net::HttpClient client;
  std::cerr << "seed " << options->seed << "\n";
  const auto report = sim::play(*options, client, clock);
  if (!report) return complain(report.error());
  std::cout << sim::to_text(*report) << "\nbarriers opened by command: hikvision "
            << hikvision.counts().opened << ", dahua " << dahua.counts().opened << "\n";
  if (lookup) std::cout << "looked up: " << lookup->asked() << "\n";
  return report->failed == 0 ? 0 : 1;
}

}  // namespace cleangate::app
