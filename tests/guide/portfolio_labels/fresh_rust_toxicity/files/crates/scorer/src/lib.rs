use anyhow::Result;
use ndarray::Array2;
use ort::session::Session;
use tokenizers::Tokenizer;

pub struct Scorer {
    session: Session,
    tokenizer: Tokenizer,
}

impl Scorer {
    pub fn open(folder: &str) -> Result<Self> {
        let session = Session::builder()?.commit_from_file(format!("{folder}/model.onnx"))?;
        let tokenizer = Tokenizer::from_file(format!("{folder}/tokenizer.json")).unwrap();
        Ok(Self { session, tokenizer })
    }

    pub fn score(&mut self, text: &str) -> Result<f32> {
        let ids: Vec<i64> = self.tokenizer.encode(text, true).unwrap().get_ids().iter().map(|&i| i as i64).collect();
        let input = Array2::from_shape_vec((1, ids.len()), ids)?;
        let out = self.session.run(ort::inputs!["input_ids" => input]?)?;
        Ok(squash(out[0].try_extract_tensor::<f32>()?[[0, 0]]))
    }
}

pub fn squash(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squash_is_half_at_zero() {
        assert_eq!(squash(0.0), 0.5);
    }
}
