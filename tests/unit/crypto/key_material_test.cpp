// Key material: its forms, what is imported, and its id.
#include "crypto/key_material.h"

#include <boost/test/unit_test.hpp>

#include "crypto/digest.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

bool Bad(KeySpec spec, ByteView bytes) {
  const auto checked = CheckMaterial(spec, bytes);
  return !checked && checked.error().code == ErrorCode::kBadMaterial;
}

Bytes Plain(const KeyMaterial& material) {
  const ByteView view = material.bytes.view();
  return {view.begin(), view.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_material, *boost::unit_test::fixture<Heap>())

// What is generated can be imported, and stays the same bytes.
BOOST_AUTO_TEST_CASE(has_one_form) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (!CheckAvailable(traits.spec) || traits.spec == KeySpec::kRsa4096) continue;
    const KeyMaterial made = Material(traits.spec);
    const auto checked = CheckMaterial(traits.spec, made.bytes.view());
    BOOST_REQUIRE(checked);
    BOOST_TEST((checked->bytes == made.bytes), traits.name);
    BOOST_TEST(!(Material(traits.spec).bytes == made.bytes));
    const auto public_key = PublicKeyOf(made);
    BOOST_TEST(public_key.has_value() == (traits.max_import_size == 0));
  }
}

BOOST_AUTO_TEST_CASE(raw_material_has_its_lengths) {  // K5.72
  for (const auto& [spec, low, high] :
       {std::tuple{KeySpec::kSymmetricDefault, 32u, 32u}, std::tuple{KeySpec::kHmac224, 28u, 64u},
        std::tuple{KeySpec::kHmac256, 32u, 64u}, std::tuple{KeySpec::kHmac384, 48u, 128u},
        std::tuple{KeySpec::kHmac512, 64u, 128u}}) {
    BOOST_TEST(CheckMaterial(spec, Bytes(low, 1)).has_value());
    BOOST_TEST(CheckMaterial(spec, Bytes(high, 1)).has_value());
    BOOST_TEST(Bad(spec, Bytes(low - 1, 1)));
    BOOST_TEST(Bad(spec, Bytes(high + 1, 1)));
    BOOST_TEST(Bad(spec, {}));
  }
}

// Every private key as material of every other KeySpec.
BOOST_AUTO_TEST_CASE(keys_of_another_spec_are_refused) {
  std::vector<KeyMaterial> all;
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.importable && traits.max_import_size == 0 && traits.spec != KeySpec::kRsa4096) {
      all.push_back(Material(traits.spec));
    }
  }
  for (const KeyMaterial& material : all) {
    for (const KeySpecTraits& traits : KeySpecs()) {
      if (traits.spec == material.spec || traits.max_import_size != 0) continue;
      if (!CheckAvailable(traits.spec)) continue;
      BOOST_TEST(Bad(traits.spec, material.bytes.view()), Name(material.spec)
                                                              << " as " << traits.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(broken_keys_are_refused) {
  for (const auto spec :
       {KeySpec::kRsa2048, KeySpec::kEccNistP256, KeySpec::kEccNistEdwards25519, KeySpec::kSm2}) {
    const Bytes good = Plain(Material(spec));
    Bytes bytes = good;
    bytes.push_back(0);
    BOOST_TEST(Bad(spec, bytes), Name(spec));
    for (size_t size = 0; size < good.size(); size += 1 + good.size() / 100) {
      BOOST_TEST(Bad(spec, ByteView(good).first(size)), Name(spec) << " " << size);
    }
    // BER: the outer length in a longer form, or left open.
    bytes = good;
    const bool short_form = good[1] < 0x80;
    if (short_form) {
      bytes.insert(bytes.begin() + 1, 0x81);
    } else {
      bytes[1] += 1;
      bytes.insert(bytes.begin() + 2, 0);
    }
    BOOST_TEST(Bad(spec, bytes), Name(spec));
    bytes = good;
    bytes.erase(bytes.begin() + 1, bytes.begin() + (short_form ? 2 : 2 + (good[1] & 0x7f)));
    bytes.insert(bytes.begin() + 1, 0x80);
    bytes.insert(bytes.end(), {0, 0});
    BOOST_TEST(Bad(spec, bytes), Name(spec));
  }
}

// A public point that is not the scalar's, a scalar out of range, an RSA factor that is no factor.
BOOST_AUTO_TEST_CASE(parts_must_belong_together) {
  const Bytes ec = Plain(Material(KeySpec::kEccNistP256));
  for (const size_t from_end : {1u, 40u}) {
    Bytes bytes = ec;
    bytes[bytes.size() - from_end] ^= 1;
    BOOST_TEST(Bad(KeySpec::kEccNistP256, bytes));
  }
  Bytes own_point = ec;
  const Bytes other = Plain(Material(KeySpec::kEccNistP256));
  std::copy(other.end() - 65, other.end(), own_point.end() - 65);
  BOOST_TEST(Bad(KeySpec::kEccNistP256, own_point));
  Bytes scalar = ec;
  const auto at = scalar.end() - 65 - 6 - 32 + 1;
  for (const uint8_t fill : {uint8_t{0}, uint8_t{0xff}}) {
    std::fill(at, at + 32, fill);
    BOOST_TEST(Bad(KeySpec::kEccNistP256, scalar));
  }
  const Bytes rsa = Plain(Material(KeySpec::kRsa2048));
  for (const size_t offset : {60u, 400u, 620u, 750u, 900u, 1100u}) {
    Bytes bytes = rsa;
    bytes[offset] ^= 2;
    BOOST_TEST(Bad(KeySpec::kRsa2048, bytes), "byte " << offset);
  }
}

BOOST_AUTO_TEST_CASE(unavailable_specs_are_refused) {
  const auto made = GenerateMaterial(Permitting(Use::kCreateMaterial), kArn, KeySpec::kMlDsa65);
  if (!CheckAvailable(KeySpec::kMlDsa65)) {
    BOOST_TEST((!made && made.error().code == ErrorCode::kUnsupported));
  }
  const auto imported = CheckMaterial(KeySpec::kMlDsa65, Bytes(64, 1));
  BOOST_TEST((!imported && imported.error().code == ErrorCode::kUnsupported));
}

BOOST_AUTO_TEST_CASE(material_id) {  // K5.7
  const std::string id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const Bytes material(32, 0x41);
  const std::string whole = "kms-material" + id + std::string(32, 'A');
  BOOST_TEST(MaterialId(id, material) == Hex(Sha256(AsBytes(whole))));
  BOOST_TEST(MaterialId(id, material) != MaterialId("mrk-" + id, material));
}

BOOST_AUTO_TEST_SUITE_END()
