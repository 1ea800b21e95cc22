#include "tests/plant.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace cleangate::tests {
namespace {

constexpr std::chrono::seconds kStartTime{20};

void must(bool worked, const std::string& what) {
  if (!worked) throw std::runtime_error(what);
}

/// Starts `words` with stdout on `out`, and stderr on `errors` when that is not negative.
pid_t spawn(const std::vector<std::string>& words, int out, int errors) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  if (errors >= 0) posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  pid_t child = -1;
  const int failed =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  must(failed == 0, "cannot start " + words[0]);
  return child;
}

int exit_code_of(pid_t child) {
  int status = 0;
  must(::waitpid(child, &status, 0) == child, "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Ended run(const std::vector<std::string>& words) {
  std::array<int, 2> ends{};
  must(::pipe2(ends.data(), O_CLOEXEC) == 0, "pipe2");
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  const pid_t child = spawn(words, ends[1], nowhere);
  ::close(ends[1]);
  ::close(nowhere);
  Ended ended;
  std::array<char, 4096> block{};
  for (ssize_t n = 0; (n = ::read(ends[0], block.data(), block.size())) > 0;) {
    ended.output.append(block.data(), static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  ended.exit_code = exit_code_of(child);
  return ended;
}

Ended run_cleangate(std::vector<std::string> words) {
  words.insert(words.begin(), CLEANGATE_PROGRAM);
  return run(words);
}

Json Answer::json() const {
  auto parsed = parse_json(body);
  return parsed ? *std::move(parsed) : Json();
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

Plant::Plant() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cleangate-XXXXXX").string();
  must(::mkdtemp(pattern.data()) != nullptr, "mkdtemp");
  home_ = pattern;
  folder_ = home_ + "/data";
  const auto made = run_cleangate(
      {"init", "--data", folder_, "--plant", "测试厂", "--region", "131002", "--grade", "C"});
  must(made.exit_code == 0, "init failed: " + made.output);
  const auto token = run_cleangate({"token", "create", "--role", "admin", "--data", folder_});
  must(token.exit_code == 0, "token create failed");
  token_ = token.output.substr(0, token.output.find('\n'));
}

Plant::~Plant() {
  kill_hard();
  std::error_code ignored;
  std::filesystem::remove_all(home_, ignored);
}

std::string Plant::log_file() const {
  return home_ + "/serve-" + std::to_string(starts_) + ".log";
}

int Plant::port() const {
  return std::atoi(&base_url_[base_url_.rfind(':') + 1]);
}

void Plant::serve(const std::vector<std::string>& more) {
  ++starts_;
  const int out = ::open(log_file().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  must(out >= 0, "cannot write " + log_file());
  std::vector<std::string> words = {CLEANGATE_PROGRAM, "serve",    "--data",
                                    folder_,           "--listen", "127.0.0.1:0"};
  words.insert(words.end(), more.begin(), more.end());
  server_ = spawn(words, out, out);
  ::close(out);
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  constexpr std::string_view kSign = "listening port=";
  for (;;) {
    const auto log = read_all(log_file());
    const auto found = log.find(kSign);
    if (found != std::string::npos && log.find('\n', found) != std::string::npos) {
      base_url_ = "http://127.0.0.1:" + std::to_string(std::atoi(&log[found + kSign.size()]));
      return;
    }
    must(std::chrono::steady_clock::now() < deadline, "serve does not listen: " + log);
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

void Plant::kill_hard() {
  if (server_ < 0) return;
  ::kill(server_, SIGKILL);
  (void)exit_code_of(server_);
  server_ = -1;
}

int Plant::end() {
  must(server_ >= 0, "no server runs");
  ::kill(server_, SIGTERM);
  const int code = exit_code_of(server_);
  server_ = -1;
  return code;
}

std::string Plant::verify_line(int* exit_code) const {
  const auto ended = run_cleangate({"verify", "--data", folder_});
  if (exit_code != nullptr) *exit_code = ended.exit_code;
  return ended.output.substr(0, ended.output.find('\n'));
}

Answer Plant::send(service::OutgoingRequest request) {
  std::promise<Answer> promise;
  auto answer = promise.get_future();
  client_.send(std::move(request), [&promise](Result<service::IncomingResponse> response) {
    promise.set_value(response ? Answer{response->status, std::move(response->body)}
                               : Answer{0, std::move(response.error().message)});
  });
  return answer.get();
}

Answer Plant::get(const std::string& path) {
  return send({.url = base_url_ + path,
               .headers = {{"Authorization", "Bearer " + token_}},
               .timeout = std::chrono::seconds{10}});
}

Answer Plant::write(const std::string& method, const std::string& path, const Json& body) {
  return send({.method = method,
               .url = base_url_ + path,
               .body = body.dump(),
               .content_type = "application/json",
               .headers = {{"Authorization", "Bearer " + token_}},
               .timeout = std::chrono::seconds{10}});
}

Answer Plant::post(const std::string& path, const std::string& content_type, std::string body,
                   std::chrono::milliseconds timeout) {
  return send({.method = "POST",
               .url = base_url_ + path,
               .body = std::move(body),
               .content_type = content_type,
               .timeout = timeout});
}

Answer Plant::push(const std::string& device, const std::string& content_type, std::string body,
                   const std::string& path) {
  return post("/device/" + device + "/secret-" + device + path, content_type, std::move(body));
}

void Plant::must_write(const std::string& path, const Json& body) {
  const auto answer = write("POST", path, body);
  must(answer.status == 201, path + ": " + std::to_string(answer.status) + " " + answer.body);
}

void Plant::add_lane(const std::string& lane, const std::string& direction,
                     const std::string& mode) {
  if (get("/api/v1/gates").body.find("\"g1\"") == std::string::npos) {
    must_write("/api/v1/gates", Json::object({{"id", "g1"}, {"name", "东门"}}));
  }
  must_write(
      "/api/v1/lanes",
      Json::object({{"id", lane}, {"gate", "g1"}, {"direction", direction}, {"mode", mode}}));
}

void Plant::add_camera(const std::string& device, const std::string& kind,
                       const std::string& lane) {
  must_write("/api/v1/devices",
             Json::object(
                 {{"id", device}, {"kind", kind}, {"lane", lane}, {"secret", "secret-" + device}}));
}

std::vector<Json> Plant::passages() {
  std::vector<Json> all;
  std::string path = "/api/v1/passages?limit=500";
  for (;;) {
    const auto answer = get(path);
    must(answer.status == 200, path + ": " + answer.body);
    const Json page = answer.json();
    for (const Json& item : page["items"].items()) all.push_back(item);
    const auto next = page["next"].text();
    if (!next) return all;
    path = "/api/v1/passages?limit=500&cursor=" + std::string(*next);
  }
}

Json Plant::passage_of(const std::string& plate) {
  for (const Json& passage : passages()) {
    if (passage["plate"].text() == plate) return passage;
  }
  return {};
}

}  // namespace cleangate::tests
