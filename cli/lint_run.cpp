#include "cli/lint_run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>

#include "cli/fixes.h"

namespace keyward::cli {
namespace {

constexpr int kMaxRounds = 10;  // of repairs; one repair may make room for another

bool IsJsonName(std::string_view name) { return name.ends_with(".json"); }

// IsPolicy: a file that nobody named is taken for a policy if it says so, even with a syntax error.
bool IsPolicy(const Source& source, DocumentKind kind, bool empty_tree) {
  if (!empty_tree) return kind == DocumentKind::kPolicy;
  return source.text().find("\"Statement\"") != std::string_view::npos;
}

// Replace writes the file anew, beside it first, so that no half of it is ever there.
Result<bool> Replace(const std::string& path, std::string_view text) {
  const std::string beside = path + ".keyward-fix";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  bool ok = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) ok &= std::fclose(file) == 0;
  std::error_code error;
  const auto mode = std::filesystem::status(path, error).permissions();
  if (ok && !error) std::filesystem::permissions(beside, mode, error);
  if (ok && !error) std::filesystem::rename(beside, path, error);
  if (ok && !error) return true;
  const std::string why = error ? error.message() : std::strerror(errno);
  std::remove(beside.c_str());
  return Fail(ErrorCode::kUnreadable, fmt::format("cannot write {}: {}", path, why), path);
}

std::string Count(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

void LintRun::Fault(const Error& error) {
  failed_ = true;
  PrintError(error, options_.color);
}

void LintRun::Run() {
  const auto files = FindFiles(options_.paths, IsJsonName, skipped_);
  if (!files) return Fault(files.error());
  for (const FoundFile& file : *files) LintFile(file);
  if (!linted_.empty() || failed_) return;
  Fault({ErrorCode::kNotFound,
         fmt::format("no policies in {} ({} and {} skipped)", fmt::join(options_.paths, ", "),
                     Count(skipped_, "other file"), Count(scenarios_, "scenario")),
         options_.paths.front(),
         {},
         "policies are *.json files with a member \"Statement\""});
}

void LintRun::LintFile(const FoundFile& file) {
  if (IsScenarioName(file.path)) {
    ++scenarios_;
    return;
  }
  const Result<SourcePtr> source = ReadSource(file.path);
  if (!source) return Fault(source.error());
  const grammar::SyntaxTree tree = ReadDocument(**source);
  const DocumentKind kind = RecognizeDocument(tree);
  if (kind == DocumentKind::kScenario) {
    ++scenarios_;
    return;
  }
  if (!file.named && !IsPolicy(**source, kind, tree.empty())) {
    ++skipped_;
    return;
  }
  Linted& linted = linted_.emplace_back(LintSource(*source, options_.type));
  if (options_.fix || options_.diff) Repair(file.path, linted);
}

// Repair applies fixes until there are none; --fix writes the file and goes on with what remains.
void LintRun::Repair(const std::string& path, Linted& linted) {
  const SourcePtr before = linted.source;
  Linted now = linted;
  size_t count = 0;
  for (int round = 0; round < kMaxRounds; ++round) {
    Diagnostics wanted;
    std::copy_if(now.diagnostics.begin(), now.diagnostics.end(), std::back_inserter(wanted),
                 [this](const Diagnostic& one) { return options_.Wants(one.code); });
    Fixed fixed = ApplyFixes(*now.source, wanted);
    if (fixed.count == 0) break;
    const Result<SourcePtr> source = Source::Create(before->name(), std::move(fixed.text));
    if (!source) break;
    now = LintSource(*source, options_.type);
    count += fixed.count;
  }
  if (count == 0) return;
  diffs_ += UnifiedDiff(before->name(), before->text(), now.source->text());
  if (!options_.fix) return;
  const std::string mark = before->had_byte_order_mark() ? "\xEF\xBB\xBF" : "";
  const Result<bool> written = Replace(path, mark + std::string(now.source->text()));
  if (!written) return Fault(written.error());
  fixed_ += count;
  linted = std::move(now);
}

std::vector<report::PolicyFindings> LintRun::Findings() const {
  std::vector<report::PolicyFindings> all;
  for (const Linted& linted : linted_) {
    report::PolicyFindings& findings = all.emplace_back();
    findings.source = linted.source;
    findings.tree = linted.tree.empty() ? nullptr : &linted.tree;
    findings.type = linted.type;
    std::copy_if(linted.diagnostics.begin(), linted.diagnostics.end(),
                 std::back_inserter(findings.diagnostics),
                 [this](const Diagnostic& one) { return options_.Wants(one.code); });
  }
  return all;
}

std::string LintRun::Summary() const {
  std::array<size_t, compiler::kPolicyTypeCount> types{};
  for (const Linted& linted : linted_) ++types[static_cast<size_t>(linted.type)];
  std::string read;
  for (size_t i = 0; i < types.size(); ++i) {
    if (types[i] == 0) continue;
    const std::string_view name = compiler::PolicyTypeName(static_cast<compiler::PolicyType>(i));
    read += read.empty() ? "" : ", ";
    read += linted_.size() == 1 ? std::string(name) : fmt::format("{} {}", types[i], name);
  }
  std::string text = fmt::format("read as {} ({})", read,
                                 options_.type.detects() ? "detected" : "given by --type");
  if (skipped_ != 0) text += fmt::format("; {} skipped", Count(skipped_, "other file"));
  if (scenarios_ != 0) text += fmt::format("; {} skipped", Count(scenarios_, "scenario"));
  if (options_.fix) text += fmt::format("; {} {} applied", fixed_, fixed_ == 1 ? "fix" : "fixes");
  return text;
}

}  // namespace keyward::cli
